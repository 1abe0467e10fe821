"""Pass the query string of a request in tests as a dictionary, or in the path.

Quart's test client encodes a dictionary, and nothing else. It sends a value that is None as `None`, where Flask's
leaves it out.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, ManualChange, RemovedArgument, ReplacedText
from ...migrate.framework_names import CLIENT_REQUESTS, REQUEST_CONTEXTS
from ...migrate.nodes import is_none
from ...migrate.source import Source
from ...migrate.values import fields_of, removed_field
from ..rule import Rule

# What binds less than `+`.
_LOOSE = (cst.IfExp, cst.BooleanOperation, cst.Lambda, cst.Comparison)
_UNKNOWN = "`query_string` may be text here: Quart's client takes a dictionary, or text at the end of the path"


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*CLIENT_REQUESTS, *REQUEST_CONTEXTS):
        argument = source.keyword_argument(call, "query_string")
        if argument is None:
            continue
        kinds = source.kinds(argument.value)
        if kinds == {"text"}:
            yield from _in_path(source, call, argument)
        elif "unknown" in kinds or len(kinds) > 1:
            yield ManualChange(argument, _UNKNOWN)
        for field in fields_of(argument.value):
            if is_none(field.value):
                yield from removed_field(field)


def _in_path(source: Source, call: cst.Call, argument: cst.Arg) -> Iterator[Change]:
    """Yield the changes that append a query string to the path."""
    path, query = source.argument(call, 0, "path"), argument.value
    if path is None and isinstance(query, cst.SimpleString) and not query.prefix and len(query.quote) == 1:
        text = f"{query.quote}/?{query.raw_value}{query.quote}"
        yield RemovedArgument(argument) if len(call.args) > 1 else ReplacedText(argument, text)
        yield from [InsertedText(call.args[0], before=f"{text}, ")] if len(call.args) > 1 else []
    elif path is None:
        yield ManualChange(argument, _UNKNOWN)
    elif _can_join(path, query) and isinstance(path, cst.SimpleString) and isinstance(query, cst.SimpleString):
        yield ReplacedText(path, path.value[:-1] + "?" + query.raw_value + path.value[-1:])
        yield RemovedArgument(argument)
    else:
        before, after = ("(", ")") if isinstance(path, _LOOSE) and not path.lpar else ("", "")
        text = f"({source.text(query)})" if isinstance(query, _LOOSE) else source.text(query)
        yield InsertedText(path, before, f'{after} + "?" + {text}')
        yield RemovedArgument(argument)


def _can_join(path: cst.BaseExpression, query: cst.BaseExpression) -> bool:
    """Return whether two texts can be written as one, in the quotes of the first."""
    if not isinstance(path, cst.SimpleString) or not isinstance(query, cst.SimpleString):
        return False
    return not query.prefix and len(path.quote) == 1 and not {path.quote, "\\"} & set(query.raw_value)


RULE = Rule(
    id="FQ707",
    name="query string in tests",
    feature="tests",
    symptom="TypeError: the client encodes a dictionary. A value that is None arrives as `None`.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return request.args.get("name", "nobody")

        def check():
            client = app.test_client()
            response = client.get("/", query_string="name=Ann")
            return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.args.get("name", "nobody")

        async def check():
            client = app.test_client()
            response = await client.get("/?name=Ann")
            return await response.get_data(as_text=True)
    """,
    responses=("Ann",),
    without_rule=("TypeError: not a valid non-string sequence or mapping object",),
    rewrite=rewrite,
)
