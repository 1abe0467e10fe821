"""Make the methods of class-based views coroutine functions.

Quart calls `dispatch_request`, or the method named like the HTTP method, as it calls a view. Leave it synchronous as
long as it calls a library that blocks: on the event loop, that stops all other requests (FD005).
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction, Awaited
from ...migrate.source import Source
from ..rule import Rule

_BASES = {"flask.views.View", "flask.views.MethodView"}
_DISPATCHES = [f"{base}().dispatch_request" for base in sorted(_BASES)]
_METHODS = {"dispatch_request", "get", "post", "put", "patch", "delete", "head", "options", "trace"}


def rewrite(source: Source) -> Iterator[AsyncFunction | Awaited]:
    for view in source.module.nodes(cst.ClassDef):
        if _BASES & set(source.bases(view)):
            for method in view.body.body:
                if isinstance(method, cst.FunctionDef) and method.name.value in _METHODS:
                    yield AsyncFunction(method)
    for call in source.calls(*_DISPATCHES):
        if not source.is_awaited(call):
            yield Awaited(call)


RULE = Rule(
    id="FQ009",
    name="class-based views",
    feature="app",
    symptom="The view still answers, but in a thread, and it cannot await anything.",
    before="""
        import threading

        from flask import Flask
        from flask.views import MethodView

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Flask(__name__)

        class Page(MethodView):
            def get(self):
                return where()

        app.add_url_rule("/", view_func=Page.as_view("page"))
    """,
    after="""
        import threading

        from quart import Quart
        from quart.views import MethodView

        def where():
            in_pool = threading.current_thread().name.startswith("asyncio")
            return "thread pool" if in_pool else "own thread"

        app = Quart(__name__)

        class Page(MethodView):
            async def get(self):
                return where()

        app.add_url_rule("/", view_func=Page.as_view("page"))
    """,
    responses=("200 own thread",),
    without_rule=("200 thread pool",),
    rewrite=rewrite,
)
