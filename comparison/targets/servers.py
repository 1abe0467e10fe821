"""The servers that a target can stand for: how each is started, and how it is spoken to."""

from dataclasses import dataclass
from importlib.util import find_spec

Command = tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A way to serve an app; a command has the placeholders {host}, {port}, {app}, {cert} and {key}.

    `needs` is the package that it comes in; `http2` says that it is spoken to over TLS and HTTP/2; `wsgi` is how
    it serves a WSGI app: where there is no such command, the side's `serve` must be ASGI.
    """

    needs: str
    command: Command
    http2: bool = False
    wsgi: Command = ()

    @property
    def installed(self) -> bool:
        return find_spec(self.needs) is not None


BIND = ("--bind", "{host}:{port}")
TLS = ("--certfile", "{cert}", "--keyfile", "{key}")
LISTEN = ("--host", "{host}", "--port", "{port}")
# The ASGI worker of gunicorn 27 never answers a connection's 17th request when the app waits for its end (measured).
GUNICORN = ("gunicorn", "--no-control-socket", "--keep-alive", "0", *BIND)

SERVERS = {
    "hypercorn": Server("hypercorn", ("hypercorn", *BIND, "{app}")),
    "hypercorn-h2": Server("hypercorn", ("hypercorn", *BIND, *TLS, "{app}"), http2=True),
    "hypercorn-2": Server("hypercorn", ("hypercorn", *BIND, "--workers", "2", "{app}")),
    "gunicorn": Server(
        "gunicorn",
        (*GUNICORN, "--worker-class", "asgi", "{app}"),
        wsgi=(*GUNICORN, "--worker-class", "gthread", "--threads", "64", "{app}"),
    ),
    "uvicorn": Server("uvicorn", ("uvicorn", "--no-proxy-headers", *LISTEN, "{app}")),
    "granian": Server("granian", ("granian", "--interface", "asgi", *LISTEN, "{app}")),
}
