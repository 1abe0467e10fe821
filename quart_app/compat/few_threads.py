"""Start THREADS threads: Quart's views, hooks and calls in threads share the few of asyncio's default pool (FD007)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from quart import Quart


def init_app(app: Quart) -> None:
    """Give the event loop a thread pool of THREADS threads before it serves."""

    @app.before_serving
    async def start_threads() -> None:
        pool = ThreadPoolExecutor(app.config["THREADS"], thread_name_prefix=app.name)
        asyncio.get_running_loop().set_default_executor(pool)
