"""The ways to reach an app: in process, and on servers. Sockets and child processes are opened here alone.

Each name is imported on first use: what records inside an app needs no more than the standard library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app_runner import APP_HOST, AppRunner

__all__ = ["APP_HOST", "AppRunner"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(".app_runner", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
