"""Make generators of response bodies asynchronous.

Quart fetches each piece of a synchronous generator in a thread, which takes several times as long (FD611). An
asynchronous generator that awaits nothing stops all other requests until it has ended: let it pause (FD603).
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction
from ...migrate.function import decorator_callees
from ...migrate.source import Source
from ..rule import Rule

_CONTEXT = "flask.stream_with_context"
_MAKERS = (
    "flask.Response",
    "flask.Flask().response_class",
    _CONTEXT,
    "flask.make_response",
)


def rewrite(source: Source) -> Iterator[AsyncFunction]:
    makers = [call for call in source.calls(*_MAKERS) if not _may_be_werkzeugs(source, call)]
    bodies = [source.argument(call, 0, "response") for call in makers]
    returns = source.module.nodes(cst.Return)
    returned = [_body(node.value) for node in returns if source.enclosing_path(node) in source.async_functions]
    calls = [call for call in source.calls() if _calls_async_generator(source, call)]
    arguments = [argument.value for call in calls for argument in call.args]
    for node in (*bodies, *returned, *arguments):
        for origin in source.origins(node) if node is not None else ():
            function = source.project.functions.get(origin.removesuffix("()"))
            if function is not None and function.is_generator and origin.endswith("()"):
                yield AsyncFunction(function.node)
    for _, function in source.functions():
        if function.is_generator and any(_CONTEXT in source.origins(node) for node in decorator_callees(function.node)):
            yield AsyncFunction(function.node)


def _body(value: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """Return the body that a view returns: alone, or first in a tuple with the status or headers."""
    return value.elements[0].value if isinstance(value, cst.Tuple) and value.elements else value


def _may_be_werkzeugs(source: Source, call: cst.Call) -> bool:
    """Return whether a call may make a response of Werkzeug's, which cannot read an asynchronous generator."""
    return any(origin.startswith("werkzeug.") for origin in source.origins(call.func))


def _calls_async_generator(source: Source, call: cst.Call) -> bool:
    """Return whether a call is one of an asynchronous generator, which may read its arguments."""
    return any(source.is_async_generator(origin) for origin in source.origins(call.func))


RULE = Rule(
    id="FQ601",
    name="generators",
    feature="streaming",
    symptom="Each piece moves to a thread and back.",
    before="""
        import threading

        from flask import Flask, Response

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Flask(__name__)

        def rows():
            for _ in range(2):
                yield where()

        @app.get("/")
        def index():
            return Response(rows(), mimetype="text/plain")
    """,
    after="""
        import threading

        from quart import Quart, Response

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        async def rows():
            for _ in range(2):
                yield where()

        @app.get("/")
        async def index():
            return Response(rows(), mimetype="text/plain")
    """,
    responses=("200 own threadown thread",),
    without_rule=("200 thread poolthread pool",),
    rewrite=rewrite,
)
