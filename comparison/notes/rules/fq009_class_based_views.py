"""The methods of a class-based view are coroutine functions.

Quart calls `dispatch_request`, or the method named like the HTTP method, as it calls a view. Leave it plain as
long as it calls a library that blocks: on the event loop it stops all other requests (FD005).
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction
from ...migrate.source import Source
from ..rule import Rule

BASES = {"flask.views.View", "flask.views.MethodView"}
METHODS = {"dispatch_request", "get", "post", "put", "patch", "delete", "head", "options", "trace"}


def rewrite(source: Source) -> Iterator[AsyncFunction]:
    for view in source.module.nodes(cst.ClassDef):
        if BASES & set(source.bases(view)):
            for method in view.body.body:
                if isinstance(method, cst.FunctionDef) and method.name.value in METHODS:
                    yield AsyncFunction(method)


RULE = Rule(
    id="FQ009",
    name="class-based views",
    feature="app",
    symptom="It still answers, in a thread, and cannot await anything.",
    before="""
        import threading

        from flask import Flask
        from flask.views import MethodView

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

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
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        class Page(MethodView):
            async def get(self):
                return where()

        app.add_url_rule("/", view_func=Page.as_view("page"))
    """,
    responses=("200 at home",),
    without_rule=("200 in a borrowed thread",),
    rewrite=rewrite,
)
