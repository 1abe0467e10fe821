"""Count the calls in threads that an event loop makes: each is a hop there and back."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Hops(list[Any]):
    """The pools of the event loop's calls in threads; None stands for its own."""

    @property
    def text(self) -> str:
        hops = self.count(None)
        return "more than 60 hops" if hops > 60 else "fewer than 10" if hops < 10 else "some"


@contextmanager
def counting_hops() -> Iterator[Hops]:
    """Yield a list to which each `run_in_executor` of the running loop adds its pool, while this is open."""
    loop, hops = asyncio.get_running_loop(), Hops()
    run_in_executor = loop.run_in_executor
    # No loop declares that its methods may be replaced.
    loop.run_in_executor = lambda pool, *call: hops.append(pool) or run_in_executor(pool, *call)  # type: ignore
    try:
        yield hops
    finally:
        del loop.run_in_executor
