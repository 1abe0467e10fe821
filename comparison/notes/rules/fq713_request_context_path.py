"""Pass the path to `test_request_context`.

Flask's default is the path `/`. Quart's argument has no default.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, ReplacedText
from ...migrate.framework_names import REQUEST_CONTEXTS
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*REQUEST_CONTEXTS):
        if any(argument.star for argument in call.args) or source.argument(call, 0, "path") is not None:
            continue
        query = source.keyword_argument(call, "query_string")
        if query is not None and isinstance(query.value, cst.SimpleString):
            continue  # FQ707 writes it into the path
        if call.args:
            yield InsertedText(call.args[0], before='"/", ')
        else:
            yield ReplacedText(call, f'{source.text(call.func)}("/")')


RULE = Rule(
    id="FQ713",
    name="path of a request context",
    feature="context",
    also=("tests",),
    symptom="TypeError: the argument `path` is missing.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        def check():
            with app.test_request_context():
                return request.path
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        async def check():
            async with app.test_request_context("/"):
                return request.path
    """,
    responses=("/",),
    without_rule=("TypeError: Quart.test_request_context() missing 1 required positional argument: 'path'",),
    rewrite=rewrite,
)
