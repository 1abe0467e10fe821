"""Read the parts of the WSGI environment from the request itself.

Quart's request has no `environ`: there is no WSGI server. Headers, the method, the path and the client's address are
attributes of the request.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, InsertedText, ManualChange, ReplacedText
from ...migrate.nodes import string_value
from ...migrate.source import Source
from ..rule import Rule

_ATTRIBUTES = {
    "PATH_INFO": "path",
    "QUERY_STRING": "query_string.decode()",
    "REMOTE_ADDR": "remote_addr",
    "REQUEST_METHOD": "method",
    "SCRIPT_NAME": "root_path",
    "wsgi.url_scheme": "scheme",
}
_HEADERS = {"CONTENT_LENGTH": "Content-Length", "CONTENT_TYPE": "Content-Type"}
_NO_ENVIRON = "Quart's request has no `environ`: read the value from the request, or from `request.scope`"


def rewrite(source: Source) -> Iterator[Change]:
    for use in source.uses("flask.Request().environ"):
        if not isinstance(use, cst.Attribute):
            continue
        read, key = _read_of(source, use)
        name = string_value(key)
        if read is not None and name in _ATTRIBUTES:
            yield ReplacedText(read, f"{source.text(use.value)}.{_ATTRIBUTES[name]}")
            default = source.argument(read, 1, "default") if isinstance(read, cst.Call) else None
            if default is not None and name == "REMOTE_ADDR":
                yield InsertedText(read, "(", f" or {source.text(default)})")
        elif key is not None and (name.startswith("HTTP_") or name in _HEADERS):
            yield ReplacedText(use.attr, "headers")
            yield ReplacedText(key, f'"{_HEADERS.get(name) or _header_name(name)}"')
        else:
            yield ManualChange(use, _NO_ENVIRON)


def _header_name(name: str) -> str:
    return name.removeprefix("HTTP_").replace("_", "-").title()


def _read_of(source: Source, use: cst.Attribute) -> tuple[cst.CSTNode | None, cst.CSTNode | None]:
    """Return the expression that reads one value of the environment, with its key; None for another use."""
    parent = source.module.parent(use)
    if isinstance(parent, cst.Subscript) and len(parent.slice) == 1 and isinstance(parent.slice[0].slice, cst.Index):
        return parent, parent.slice[0].slice.value
    call = source.module.parent(parent)
    is_get = isinstance(parent, cst.Attribute) and parent.attr.value == "get"
    if is_get and isinstance(call, cst.Call) and call.func is parent and call.args:
        return call, call.args[0].value
    return None, None


RULE = Rule(
    id="FQ014",
    name="environ",
    feature="request",
    also=("proxy",),
    symptom="AttributeError: the request has no attribute `environ`. 500.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.get("/")
        def index():
            name = request.environ.get("HTTP_X_NAME", "nobody")
            return f"{request.environ['REQUEST_METHOD']} {name}"
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.get("/")
        async def index():
            name = request.headers.get("X-Name", "nobody")
            return f"{request.method} {name}"
    """,
    responses=("200 GET nobody",),
    without_rule=("500", "AttributeError: 'Request' object has no attribute 'environ'"),
    rewrite=rewrite,
)
