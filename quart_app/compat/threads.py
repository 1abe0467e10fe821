"""Work that blocks, where it stops nobody else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from quart import Quart

P = ParamSpec("P")
T = TypeVar("T")


def init_app(app: Quart) -> None:
    """Give the event loop THREADS threads: by default it has few, and all requests share them (D34)."""

    @app.before_serving
    async def start_threads() -> None:
        pool = ThreadPoolExecutor(app.config["THREADS"], thread_name_prefix=app.name)
        asyncio.get_running_loop().set_default_executor(pool)


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the function in a thread: here it would stop every other request."""
    return await asyncio.to_thread(function, *args, **kwargs)
