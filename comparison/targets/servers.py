"""The servers that are targets: the command that starts each, and its protocol."""

from dataclasses import dataclass
from importlib.util import find_spec

Command = tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A server; a command has the placeholders {host}, {port}, {app}, {cert} and {key}.

    `package` is the package to install. `http2` means that clients use HTTP/2 over TLS. `wsgi` is the command for a
    WSGI app; without it, the side's `serve` must be an ASGI app.
    """

    package: str
    command: Command
    http2: bool = False
    wsgi: Command = ()

    @property
    def installed(self) -> bool:
        return find_spec(self.package) is not None


BIND = ("--bind", "{host}:{port}")
_TLS = ("--certfile", "{cert}", "--keyfile", "{key}")
LISTEN = ("--host", "{host}", "--port", "{port}")
# The ASGI worker of gunicorn 27 never answers the 17th request of a connection if the app awaits its end (measured).
_GUNICORN = ("gunicorn", "--no-control-socket", "--keep-alive", "0", *BIND)

SERVERS = {
    "hypercorn": Server("hypercorn", ("hypercorn", *BIND, "{app}")),
    "hypercorn-h2": Server("hypercorn", ("hypercorn", *BIND, *_TLS, "{app}"), http2=True),
    "hypercorn-2": Server("hypercorn", ("hypercorn", *BIND, "--workers", "2", "{app}")),
    "gunicorn": Server(
        "gunicorn",
        (*_GUNICORN, "--worker-class", "asgi", "{app}"),
        wsgi=(*_GUNICORN, "--worker-class", "gthread", "--threads", "64", "{app}"),
    ),
    "uvicorn": Server("uvicorn", ("uvicorn", "--no-proxy-headers", *LISTEN, "{app}")),
    "granian": Server("granian", ("granian", "--interface", "asgi", *LISTEN, "{app}")),
}
