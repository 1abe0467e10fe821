"""Short jobs in the process of a side: say what its app is, and call a function of the project."""

import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..sides import Side
from .app import framework_of, is_asgi, load
from .hooks import HookContext, call_hook


def describe(connection: socket.socket, side: Side, environment: Mapping[str, str], framework: bool) -> dict[str, Any]:
    """Return whether the app of a side is an ASGI app, and its framework, if that is wanted; raises `StartError`."""
    app = load(side, environment, Path.cwd())
    return {"is_asgi": is_asgi(app), "framework": framework_of(app, side) if framework else ""}


def call(
    connection: socket.socket,
    side: Side,
    environment: Mapping[str, str],
    function: str,
    place: str,
    target: str,
    directory: str,
) -> Any:
    """Call `reset` or `state` of the project; raises `HookError` and `ConfigurationError`."""
    context = HookContext(side.name, target, Path(directory), environment)
    return call_hook(function, place, context, Path.cwd())
