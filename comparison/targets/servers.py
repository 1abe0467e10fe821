"""The servers that a target can stand for: how each is started, and how it is spoken to."""

from dataclasses import dataclass
from importlib.util import find_spec

Command = tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A way to serve an ASGI app; `command` has the placeholders {host}, {port}, {app}, {cert} and {key}.

    `needs` is the package that it comes in; `http2` says that it is spoken to over TLS and HTTP/2.
    """

    needs: str
    command: Command
    http2: bool = False

    @property
    def installed(self) -> bool:
        return find_spec(self.needs) is not None


BIND = ("--bind", "{host}:{port}")
TLS = ("--certfile", "{cert}", "--keyfile", "{key}")

SERVERS = {
    "hypercorn": Server("hypercorn", ("hypercorn", *BIND, "{app}")),
    "hypercorn-h2": Server("hypercorn", ("hypercorn", *BIND, *TLS, "{app}"), http2=True),
    "hypercorn-2": Server("hypercorn", ("hypercorn", *BIND, "--workers", "2", "{app}")),
    "uvicorn": Server("uvicorn", ("uvicorn", "--no-proxy-headers", "--host", "{host}", "--port", "{port}", "{app}")),
    "granian": Server("granian", ("granian", "--interface", "asgi", "--host", "{host}", "--port", "{port}", "{app}")),
}
