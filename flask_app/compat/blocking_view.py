"""Run a blocking call in a thread: in Quart it would stop every other request (FD005)."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..blocks import Blocks

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function: a view has a thread of its own."""
    return function(*args, **kwargs)


def blocks_in_thread(smallest: int, room: int) -> Blocks:
    """Return the sizes of blocks that are read in a thread: at most 64 KiB, for there is no hop to save.

    malloc keeps larger ones for each thread: twenty uploads at once cost 48 to 61 MiB with 1 MiB, and 36 to 47
    with 64 KiB (hypercorn with two workers, measured).
    """
    return Blocks(smallest, 64 * 1024, room)
