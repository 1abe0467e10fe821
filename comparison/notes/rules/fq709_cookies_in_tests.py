"""Name the server when a test sets, deletes or reads a cookie.

`set_cookie` and `delete_cookie` of Quart's client take the server's name first. There is no `get_cookie`: the cookies
are in `cookie_jar`.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, RemovedArgument, ReplacedText
from ...migrate.framework_names import CLIENT
from ...migrate.nodes import is_none, string_value
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Change]:
    yield from _with_server(source, f"{CLIENT}.set_cookie", 2)
    yield from _with_server(source, f"{CLIENT}.delete_cookie", 1)
    for call in source.calls(f"{CLIENT}.get_cookie"):
        key = source.argument(call, 0, "key")
        if key is not None and isinstance(call.func, cst.Attribute):
            jar = f"{source.text(call.func.value)}.cookie_jar"
            yield ReplacedText(call, f"next((item for item in {jar} if item.name == {source.text(key)}), None)")
    for attribute in source.module.nodes(cst.Attribute):
        if attribute.attr.value == "application" and CLIENT in source.origins(attribute.value):
            yield ReplacedText(attribute.attr, "app")


def _with_server(source: Source, origin: str, most: int) -> Iterator[Change]:
    """Yield the changes of calls with at most `most` arguments by position: Quart's have one more."""
    for call in source.calls(origin):
        positional = [argument for argument in call.args if argument.keyword is None]
        value = source.keyword_argument(call, "value")
        domain = source.keyword_argument(call, "domain")
        count = len(positional) + (value is not None)
        has_server = bool(positional) and string_value(positional[0].value) == "localhost"
        has_server = has_server or source.keyword_argument(call, "server_name") is not None
        if call.args and not has_server and count <= most:
            is_named = domain is not None and not is_none(domain.value)
            server = source.text(domain.value) if domain is not None and is_named else '"localhost"'
            yield InsertedText(call.args[0], f"{server}, " if positional else f"server_name={server}, ")
            origin_only = source.keyword_argument(call, "origin_only")
            yield from (RemovedArgument(argument) for argument in (domain, origin_only) if argument is not None)


RULE = Rule(
    id="FQ709",
    name="cookies in tests",
    feature="tests",
    also=("cookies",),
    symptom="The cookie is set for a server of its own name, and never sent. Or a TypeError.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return request.cookies.get("colour", "no colour")

        def check():
            client = app.test_client()
            client.set_cookie("colour", "blue")
            response = client.get("/")
            return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return request.cookies.get("colour", "no colour")

        async def check():
            client = app.test_client()
            client.set_cookie("localhost", "colour", "blue")
            response = await client.get("/")
            return await response.get_data(as_text=True)
    """,
    responses=("blue",),
    without_rule=("no colour",),
    rewrite=rewrite,
)
