"""Pass the content type of a request in tests as a header.

Quart's test client has no argument `content_type` or `mimetype`. It sets the type of a form, of files and of JSON
itself.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, ManualChange, RemovedArgument, ReplacedText
from ...migrate.nodes import is_none, string_value
from ...migrate.source import Source
from ..rule import Rule

_JSON_TYPES = ("application/json",)
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


_WITH_JSON = "Quart's test client sends `json=` as application/json: for another type, send `data=` as text"


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.request_calls():
        arguments = [source.keyword_argument(call, keyword) for keyword in ("content_type", "mimetype")]
        present = [argument for argument in arguments if argument is not None]
        for argument in present[:1]:
            yield from _as_header(source, call, argument)
        for argument in present[1:]:
            yield RemovedArgument(argument)


def _as_header(source: Source, call: cst.Call, argument: cst.Arg) -> Iterator[Change]:
    """Yield the changes that add the type to the headers; if the client sets that type itself, only remove it."""
    data, headers = source.keyword_argument(call, "data"), source.keyword_argument(call, "headers")
    content_type = string_value(argument.value)
    is_form = data is not None and "dictionary" in source.kinds(data.value)
    is_json = source.keyword_argument(call, "json") is not None
    if is_json and content_type not in _JSON_TYPES:
        yield ManualChange(argument, _WITH_JSON, silent=True)
    elif (is_form and content_type in _FORM_TYPES) or is_json or is_none(argument.value):
        yield RemovedArgument(argument)
    elif headers is not None and is_none(headers.value):
        yield RemovedArgument(argument)
        yield ReplacedText(headers.value, f'{{"Content-Type": {source.text(argument.value)}}}')
    elif headers is None and argument.keyword is not None:
        yield ReplacedText(argument.keyword, "headers")
        yield InsertedText(argument.value, '{"Content-Type": ', "}")
    elif headers is not None:
        yield RemovedArgument(argument)
        yield from _in_headers(headers.value, f'"Content-Type": {source.text(argument.value)}')


def _in_headers(headers: cst.BaseExpression, pair: str) -> Iterator[Change]:
    """Yield the change that adds a pair behind the headers that a request has already."""
    if isinstance(headers, cst.Dict) and headers.elements:
        yield InsertedText(headers.elements[-1], after=f", {pair}")
    elif isinstance(headers, cst.Name | cst.Attribute):
        yield InsertedText(headers, "{**dict(", f" or {{}}), {pair}}}")
    else:
        yield InsertedText(headers, "{**dict(", f"), {pair}}}")


RULE = Rule(
    id="FQ706",
    name="content type in tests",
    feature="tests",
    symptom="TypeError: the client has no argument `content_type`.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def index():
            return request.mimetype

        def check():
            client = app.test_client()
            response = client.post("/", data="<a/>", content_type="text/xml")
            return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def index():
            return request.mimetype

        async def check():
            client = app.test_client()
            response = await client.post("/", data="<a/>", headers={"Content-Type": "text/xml"})
            return await response.get_data(as_text=True)
    """,
    responses=("text/xml",),
    without_rule=("TypeError: QuartClient.open() got an unexpected keyword argument 'content_type'",),
    rewrite=rewrite,
)
