"""The addresses at which `comparison serve` serves the two apps, and the command that serves them for a test."""

import shlex

HOST = "127.0.0.1"
# The port of the baseline, unless an option names another; the candidate has the next one.
PORT = 5001
# An app in process has no address: this server is the nearest to it.
TARGET = "run"


def served_ports(port: int = PORT) -> dict[str, int]:
    """Return the port of each side; with 0, any free ones."""
    return {"baseline": port, "candidate": port + 1 if port else 0}


def served_origin(side: str, scheme: str) -> str:
    """Return the usual address of a side."""
    return f"{scheme}://{HOST}:{served_ports()[side]}"


def is_served(origin: str) -> bool:
    """Return whether an address is one that `comparison serve` uses, and not that of an app that runs already."""
    return origin in (served_origin(side, scheme) for side in served_ports() for scheme in ("http", "https"))


def serve_command(test: str, target: str) -> str:
    """Return the command that serves both apps on a target, with the data of a test, for a shell."""
    return shlex.join(["comparison", "serve", test, "--target", TARGET if target == "client" else target])
