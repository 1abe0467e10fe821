"""Requests of Werkzeug's test client as those of ASGI: a test describes a request by the environ of WSGI."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import werkzeug.test
from werkzeug.datastructures import EnvironHeaders

# The key of an environ whose value is called with each context that a request has left.
PRESERVE = "comparison.preserve_context"


class EnvironBuilder(werkzeug.test.EnvironBuilder):
    """A builder of environs that takes its defaults from an app, with the arguments of Flask's.

    Without `base_url`, it is made of PREFERRED_URL_SCHEME (or `url_scheme`), `subdomain`, SERVER_NAME and
    APPLICATION_ROOT, and a `path` that is a URL may replace scheme and host. `json` is serialized by the app. Raises
    `TypeError` for `base_url` together with `subdomain` or `url_scheme`.
    """

    def __init__(
        self,
        app: Any,
        path: str = "/",
        base_url: str | None = None,
        subdomain: str | None = None,
        url_scheme: str | None = None,
        *arguments: Any,
        **options: Any,
    ) -> None:
        if base_url is not None and (subdomain or url_scheme):
            raise TypeError('"subdomain" and "url_scheme" can\'t be passed with "base_url": put them into it.')
        if base_url is None:
            host = ".".join(filter(None, [subdomain, app.config.get("SERVER_NAME") or "localhost"]))
            url = urlsplit(path)
            scheme = url.scheme or url_scheme or app.config["PREFERRED_URL_SCHEME"]
            base_url = f"{scheme}://{url.netloc or host}/{app.config['APPLICATION_ROOT'].lstrip('/')}"
            path = f"{url.path}?{url.query}" if url.query else url.path
        self.app = app
        super().__init__(path, base_url, *arguments, **options)

    def json_dumps(self, obj: Any, **options: Any) -> str:
        """Return a value as JSON, by the app's own rules."""
        text: str = self.app.json.dumps(obj, **options)
        return text


def body_of(environ: Mapping[str, Any]) -> bytes:
    """Return the body of a request: as much as Content-Length says, or all if its input is known to end.

    The input is left as it was, if it can be: a redirect with status 307 sends it again.
    """
    length, stream = environ.get("CONTENT_LENGTH"), environ["wsgi.input"]
    if not length and not environ.get("wsgi.input_terminated"):
        return b""
    place = stream.tell() if stream.seekable() else None
    content: bytes = stream.read(int(length)) if length else stream.read()
    if place is not None:
        stream.seek(place)
    return content


def target_of(environ: Mapping[str, Any]) -> str:
    """Return path and query of a request, as sent."""
    target: str = environ.get("REQUEST_URI") or environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    return f"{target}?{query}" if query and "?" not in target else target


def headers_of(environ: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the header lines of a request, with names in lower case."""
    return [(name.lower(), value) for name, value in EnvironHeaders(dict(environ))]


def scope_of(environ: Mapping[str, Any]) -> dict[str, Any]:
    """Return the connection scope of a request (ASGI, http)."""
    root = _text(environ.get("SCRIPT_NAME", ""))
    path = f"{root}{_text(environ.get('PATH_INFO', ''))}" or "/"
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": environ.get("SERVER_PROTOCOL", "HTTP/1.1").partition("/")[2],
        "method": environ["REQUEST_METHOD"],
        "scheme": environ["wsgi.url_scheme"],
        "path": path if path.startswith("/") else f"/{path}",
        "raw_path": target_of(environ).partition("?")[0].encode("latin-1", "replace"),
        "query_string": environ.get("QUERY_STRING", "").encode("latin-1"),
        "root_path": root,
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers_of(environ)],
        "client": (environ.get("REMOTE_ADDR", "127.0.0.1"), int(environ.get("REMOTE_PORT") or 0)),
        "server": (environ.get("SERVER_NAME", "localhost"), int(environ.get("SERVER_PORT") or 80)),
        "state": {},
        "extensions": {},
    }


def request_of(app: Any, environ: Mapping[str, Any]) -> Any:
    """Return the request object of a Quart app for an environ, with its body."""
    scope = scope_of(environ)
    headers = werkzeug.datastructures.Headers()
    headers["Remote-Addr"] = scope["client"][0]
    for name, value in EnvironHeaders(dict(environ)):
        headers.add(name, value)
    request = app.request_class(
        scope["method"],
        scope["scheme"],
        scope["path"].removeprefix(scope["root_path"]) or "/",
        scope["query_string"],
        headers,
        scope["root_path"],
        scope["http_version"],
        max_content_length=app.config["MAX_CONTENT_LENGTH"],
        send_push_promise=_no_push_promise,
        scope=scope,
    )
    request.body.set_result(body_of(environ))
    return request


async def _no_push_promise(path: str, headers: Any) -> None:
    """Ignore a server push, which tests do not have."""


def _text(path: str) -> str:
    """Return a path of WSGI, whose characters stand for bytes (PEP 3333), as text."""
    return path.encode("latin-1").decode("utf-8", "replace")
