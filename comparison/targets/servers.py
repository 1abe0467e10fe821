"""The servers that are targets: the command that starts each, and its protocol."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

Command = tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A server; a command has the placeholders {host}, {port}, {app}, {cert} and {key}.

    `package` is the package to install. `http2` means that clients use HTTP/2 over TLS. `wsgi` is the command for a
    WSGI app; without it, the side's `serve` must be an ASGI app. `calls` says which factories it calls in an import
    string: none, those with any literals, or those without a colon in their arguments.
    """

    package: str
    command: Command
    http2: bool = False
    wsgi: Command = ()
    calls: Literal["none", "any", "without a colon"] = "none"

    @property
    def installed(self) -> bool:
        return find_spec(self.package) is not None

    def takes(self, import_string: str) -> bool:
        """Return whether the server can import an app by this string."""
        expression = import_string.partition(":")[2]
        is_call = "(" in expression
        return not is_call or self.calls == "any" or (self.calls == "without a colon" and ":" not in expression)


BIND = ("--bind", "{host}:{port}")
_TLS = ("--certfile", "{cert}", "--keyfile", "{key}")
LISTEN = ("--host", "{host}", "--port", "{port}")
# The ASGI worker of gunicorn 27 never answers the 17th request of a connection if the app awaits its end (measured).
_GUNICORN = ("gunicorn", "--no-control-socket", "--keep-alive", "0", *BIND)
# hypercorn evaluates what follows the only colon; two colons mean asgi:MODULE:NAME to it.
_HYPERCORN: Literal["without a colon"] = "without a colon"
# In hypercorn's own process: a worker takes a fifth of a second more to start (measured), exit with 0 hides a failed
# start (FD810), and hypercorn does not pass SIGTERM on to it.
_WITHOUT_WORKER = ("--workers", "0")
# Before, hypercorn serves nothing without a worker.
_FIRST_WITHOUT_WORKER = (0, 15)

SERVERS = {
    "hypercorn": Server("hypercorn", ("hypercorn", *BIND, *_WITHOUT_WORKER, "{app}"), calls=_HYPERCORN),
    "hypercorn-h2": Server(
        "hypercorn", ("hypercorn", *BIND, *_WITHOUT_WORKER, *_TLS, "{app}"), http2=True, calls=_HYPERCORN
    ),
    "hypercorn-2": Server("hypercorn", ("hypercorn", *BIND, "--workers", "2", "{app}"), calls=_HYPERCORN),
    "gunicorn": Server(
        "gunicorn",
        (*_GUNICORN, "--worker-class", "asgi", "{app}"),
        wsgi=(*_GUNICORN, "--worker-class", "gthread", "--threads", "64", "{app}"),
        calls="any",
    ),
    "uvicorn": Server("uvicorn", ("uvicorn", "--no-proxy-headers", *LISTEN, "{app}")),
    "granian": Server("granian", ("granian", "--interface", "asgi", *LISTEN, "{app}")),
}


def command_for(version: str, command: Command) -> Command:
    """Return the command for a version of hypercorn, such as 0.14.4: an old one gets its worker."""
    is_old = tuple(map(int, version.split(".")[:2])) < _FIRST_WITHOUT_WORKER
    has_no_worker = set(_WITHOUT_WORKER) <= set(command)
    return tuple(word for word in command if word not in _WITHOUT_WORKER) if is_old and has_no_worker else command


def filled_command(command: Command, **values: object) -> list[str]:
    """Return a command with these placeholders replaced, and braces in the values doubled for the next replacement.

    Host and port are chosen when the server starts.
    """
    words = list(command)
    for name, value in values.items():
        plain = str(value).replace("{", "{{").replace("}", "}}")
        words = [word.replace(f"{{{name}}}", plain) for word in words]
    return words
