"""Run a blocking call in a thread: in Quart it would stop every other request (FD005)."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from ..blocks import Blocks

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function in a thread of the event loop's pool."""
    return await asyncio.to_thread(function, *args, **kwargs)


def blocks_in_thread(smallest: int, room: int) -> Blocks:
    """Return the sizes of blocks that are read in a thread: up to 1 MiB, for each takes a hop there and back."""
    return Blocks(smallest, 1024 * 1024, room)
