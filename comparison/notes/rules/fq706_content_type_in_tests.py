"""Pass the content type of a request in tests as a header.

Quart's test client has no argument `content_type` or `mimetype`. It sets the type of a form, of files and of JSON
itself.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, RemovedArgument, ReplacedText
from ...migrate.framework_names import CLIENT_REQUESTS, REQUEST_CONTEXTS
from ...migrate.nodes import string_value
from ...migrate.source import Source
from ..rule import Rule

_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.calls(*CLIENT_REQUESTS, *REQUEST_CONTEXTS):
        for keyword in ("content_type", "mimetype"):
            argument = source.keyword_argument(call, keyword)
            if argument is not None and argument.keyword is not None:
                yield from _as_header(source, call, argument, argument.keyword)


def _as_header(source: Source, call: cst.Call, argument: cst.Arg, keyword: cst.Name) -> Iterator[Change]:
    """Yield the changes that add the type to the headers; if the client sets that type itself, only remove it."""
    data, headers = source.keyword_argument(call, "data"), source.keyword_argument(call, "headers")
    is_form = data is not None and "dictionary" in source.kinds(data.value)
    if is_form and string_value(argument.value) in _FORM_TYPES:
        yield RemovedArgument(argument)
    elif headers is None:
        yield ReplacedText(keyword, "headers")
        yield InsertedText(argument.value, '{"Content-Type": ', "}")
    else:
        yield RemovedArgument(argument)
        pair = f'"Content-Type": {source.text(argument.value)}'
        if isinstance(headers.value, cst.Dict) and headers.value.elements:
            yield InsertedText(headers.value.elements[0], f"{pair}, ")
        else:
            yield InsertedText(headers.value, "{" + f"{pair}, **dict(", ")}")


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
