"""The WSGI environ of a request to an app in this process (PEP 3333)."""

import re
import sys
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from .app_call import AppRequest

_LINE_END = re.compile(r"[\r\n]")
# The headers, in lower case, that have a name of their own in the environ.
_OWN_NAMES = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def environ_of(request: AppRequest, body: bytes) -> dict[str, Any]:
    """Return the WSGI environ of a request, as werkzeug's `EnvironBuilder` makes it.

    Without Content-Length its input is terminated, as of a server that has decoded chunks. Raises `ValueError` for a
    header value with a line end.
    """
    path, _, query = request.target.partition("?")
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        # A path that begins with two slashes has a host.
        "PATH_INFO": _native(unquote(urlsplit(path).path if path.startswith("//") else path.partition("#")[0])),
        "QUERY_STRING": _native(query),
        "REQUEST_URI": _native(path),
        "RAW_URI": _native(path),
        "SERVER_NAME": request.host.partition(":")[0].lower(),
        "SERVER_PORT": _port(request),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ |= _header_variables(request)
    # The Host header may be no host name: that is for the app to judge, as on a server.
    environ["HTTP_HOST"] = request.header(b"host")
    if "CONTENT_LENGTH" not in environ:
        environ["wsgi.input_terminated"] = True
    return environ


def _header_variables(request: AppRequest) -> dict[str, str]:
    """Return the headers by their names in the environ, as Latin-1; the values of lines of one name are joined."""
    variables: dict[str, str] = {}
    for key, line_value in request.headers:
        value = line_value.decode("latin-1")
        if _LINE_END.search(value):
            raise ValueError(f"The header {key!r} is {line_value!r}, which has a line end: send it without.")
        own_name = _OWN_NAMES.get(key.lower())
        if own_name is not None:
            variables.setdefault(own_name, value)
            continue
        name = f"HTTP_{key.decode('latin-1').upper().replace('-', '_')}"
        variables[name] = f"{variables[name]}, {value}" if name in variables else value
    return variables


def _port(request: AppRequest) -> str:
    """Return the port of the request's host; without a number, that of the scheme."""
    try:
        return str(int(request.host.partition(":")[2]))
    except ValueError:
        return "443" if request.scheme == "https" else "80"


def _native(text: str) -> str:
    """Return a text as WSGI has it: its bytes in UTF-8 as Latin-1."""
    return text.encode().decode("latin-1")
