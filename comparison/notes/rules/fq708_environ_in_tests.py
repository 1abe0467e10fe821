"""Pass the client's address and the host of a request in tests as Quart's client takes them.

There is no WSGI environment: `environ_base` and `environ_overrides` become `scope_base`, the ASGI scope, and headers.
The parts of `base_url` are `scheme` and the header `Host`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import libcst as cst

from ...migrate.change import Change, InsertedText, ManualChange, RemovedArgument, ReplacedText
from ...migrate.nodes import string_value
from ...migrate.source import Source
from ..rule import Rule

_ENVIRON = "there is no WSGI environment: pass the values as headers, or in `scope_base`, the ASGI scope"
_BASE_URL = 'there is no `base_url`: pass `scheme=` and `headers={"Host": …}`'
_ENVIRONMENTS = ("environ_base", "environ_overrides", "environ")
_PLAIN = ("buffered", "multithread", "multiprocess", "run_once", "charset")


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.request_calls():
        for argument in call.args:
            keyword = argument.keyword
            if keyword is None:
                continue
            if keyword.value in _ENVIRONMENTS:
                yield from _as_scope(argument, keyword) if _is_only(call) else [ManualChange(argument, _ENVIRON)]
            elif keyword.value == "base_url":
                yield from _as_host(source, call, argument, keyword)
            elif keyword.value in _PLAIN:
                yield RemovedArgument(argument)


def _is_only(call: cst.Call) -> bool:
    """Return whether a call has one environment."""
    return sum(arg.keyword is not None and arg.keyword.value in _ENVIRONMENTS for arg in call.args) == 1


def _as_scope(argument: cst.Arg, keyword: cst.Name) -> Iterator[Change]:
    """Yield the changes of an environment: only the client's address has a place in the scope."""
    elements = argument.value.elements if isinstance(argument.value, cst.Dict) else ()
    addresses = [element for element in elements if isinstance(element, cst.DictElement)]
    if len(addresses) == 1 == len(elements) and string_value(addresses[0].key) == "REMOTE_ADDR":
        yield ReplacedText(keyword, "scope_base")
        yield ReplacedText(addresses[0].key, '"client"')
        yield InsertedText(addresses[0].value, "(", ", 0)")
    else:
        yield ManualChange(argument, _ENVIRON)


def _as_host(source: Source, call: cst.Call, argument: cst.Arg, keyword: cst.Name) -> Iterator[Change]:
    """Yield the changes of a base URL that is spelled out."""
    url = urlsplit(string_value(argument.value))
    taken = [source.keyword_argument(call, name) for name in ("headers", "content_type", "mimetype")]
    if not url.netloc or url.path.rstrip("/") or any(argument is not None for argument in taken):
        yield ManualChange(argument, _BASE_URL)
        return
    yield ReplacedText(keyword, "headers")
    parts = [f'{{"Host": "{url.netloc}"}}']
    parts += [f'scheme="{url.scheme}"'] if url.scheme != "http" else []
    yield ReplacedText(argument.value, ", ".join(parts))


RULE = Rule(
    id="FQ708",
    name="environment in tests",
    feature="tests",
    also=("proxy",),
    symptom="TypeError: the client has no argument `environ_base`.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            return f"{request.remote_addr} {request.host}"

        def check():
            client = app.test_client()
            response = client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.1"}, base_url="http://shop.example")
            return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return f"{request.remote_addr} {request.host}"

        async def check():
            client = app.test_client()
            response = await client.get("/", scope_base={"client": ("192.0.2.1", 0)}, headers={"Host": "shop.example"})
            return await response.get_data(as_text=True)
    """,
    responses=("192.0.2.1 shop.example",),
    without_rule=("TypeError: QuartClient.open() got an unexpected keyword argument 'environ_base'",),
    rewrite=rewrite,
)
