"""A generator that a response is made of is an asynchronous one.

Quart asks one that is not asynchronous for each piece in a thread: seven seconds for 50,000 pieces, where an
asynchronous one takes less than one. An asynchronous one that awaits nothing stops all other requests until it has
ended: let it pause (FD603).
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction
from ...migrate.source import Source
from ..rule import Rule

TAKING = ("flask.Response", "flask.Flask().response_class", "flask.stream_with_context", "flask.make_response")


def rewrite(source: Source) -> Iterator[AsyncFunction]:
    bodies = [source.argument(call, 0, "response") for call in source.calls(*TAKING)]
    returns = source.module.nodes(cst.Return)
    returned = [node.value for node in returns if source.enclosing_path(node) in source.async_functions]
    calls = [call for call in source.calls() if calls_async_generator(source, call)]
    arguments = [argument.value for call in calls for argument in call.args]
    for node in (*bodies, *returned, *arguments):
        for origin in source.origins(node) if node is not None else ():
            function = source.project.functions.get(origin.removesuffix("()"))
            if function is not None and function.is_generator and origin.endswith("()"):
                yield AsyncFunction(function.node)


def calls_async_generator(source: Source, call: cst.Call) -> bool:
    """Return whether a call is one of an asynchronous generator, which may read its arguments."""
    return any(source.is_async_generator(origin) for origin in source.origins(call.func))


RULE = Rule(
    id="FQ601",
    name="generators",
    feature="streaming",
    symptom="Each piece takes a hop to a thread and back.",
    before="""
        import threading

        from flask import Flask, Response

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

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
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        async def rows():
            for _ in range(2):
                yield where()

        @app.get("/")
        async def index():
            return Response(rows(), mimetype="text/plain")
    """,
    responses=("200 at homeat home",),
    without_rule=("200 in a borrowed threadin a borrowed thread",),
    rewrite=rewrite,
)
