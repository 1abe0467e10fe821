"""Await the methods that read the body of a response.

The body may be a file or a stream. So `get_data`, `get_json`, `data` and `json` are awaited, and the methods that read
it to compute a tag or a length: `add_etag`, `make_conditional`, `make_sequence`, `freeze`. A hook may also get an error
page, which is Werkzeug's and is not awaited (FD053).
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction, Change, InsertedText, ReplacedUpTo
from ...migrate.rewrites import await_attributes, await_calls
from ...migrate.source import Source
from ..rule import Rule

_RESPONSE = "flask.Response()"
_METHODS = ("add_etag", "freeze", "get_data", "get_json", "make_conditional", "make_sequence")


def rewrite(source: Source) -> Iterator[Change]:
    yield from await_calls("flask.Request().close", *(f"{_RESPONSE}.{name}" for name in _METHODS))(source)
    for assignment in source.module.nodes(cst.AugAssign):
        yield from _add_to_data(source, assignment)
    yield from await_attributes(f"{_RESPONSE}.data", f"{_RESPONSE}.json")(source)


def _add_to_data(source: Source, assignment: cst.AugAssign) -> Iterator[Change]:
    """Yield the changes of `response.data += …`."""
    target, function = assignment.target, source.module.enclosing_function(assignment)
    if isinstance(target, cst.Attribute) and _is_data(source, target) and isinstance(function, cst.FunctionDef):
        response = source.text(target.value)
        yield ReplacedUpTo(target, assignment.value, f"{response}.set_data((await {response}.get_data()) + ")
        yield InsertedText(assignment.value, after=")")
        yield AsyncFunction(function)


def _is_data(source: Source, target: cst.Attribute) -> bool:
    return f"{_RESPONSE}.data" in source.origins(target)


RULE = Rule(
    id="FQ011",
    name="response body",
    feature="response",
    also=("tests",),
    symptom="A hook that calls `add_etag` sets no tag: each page is sent whole. `if response.data:` is always true.",
    before="""
        from flask import Flask

        app = Flask(__name__)

        @app.after_request
        def tag(response):
            response.add_etag()
            print("> tagged" if "ETag" in response.headers else "> not tagged")
            return response

        @app.get("/")
        def index():
            return "text"
    """,
    after="""
        from quart import Quart

        app = Quart(__name__)

        @app.after_request
        async def tag(response):
            await response.add_etag()
            print("> tagged" if "ETag" in response.headers else "> not tagged")
            return response

        @app.get("/")
        async def index():
            return "text"
    """,
    responses=("200 text", "tagged"),
    without_rule=("200 text", "not tagged", "RuntimeWarning: coroutine 'Response.add_etag' was never awaited"),
    rewrite=rewrite,
)
