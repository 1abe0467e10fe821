"""ASGI apps of this process on ports of this machine, served by hypercorn in a thread of their own."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import StartError
from .process import HOST

if TYPE_CHECKING:
    from hypercorn.config import Config

AsgiApp = Callable[[dict[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]
_Result = TypeVar("_Result")
# Seconds for responses that are open at the end, and for the thread.
_GRACE, _PATIENCE = 0.2, 10.0


class LocalServers:
    """Serves each app that was added on a port of its own; `stop` ends all, and may be called without `start`.

    `closers` are called in the loop once all servers have ended.
    """

    def __init__(self) -> None:
        self.closers: list[Callable[[], Awaitable[None]]] = []
        self._apps: list[tuple[AsgiApp, socket.socket]] = []
        self._thread = threading.Thread(target=self._run, name="local servers", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._ready = threading.Event()

    def add(self, app: AsgiApp, port: int) -> int:
        """Listen for an app on a port, with 0 on any free one; return the port. Raises `StartError` for a taken one."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            listener.close()
            raise StartError(f"Port {port} of {HOST} can't be used ({error.strerror}): pass another --port.") from None
        listener.listen()
        self._apps.append((app, listener))
        return int(listener.getsockname()[1])

    def start(self) -> None:
        """Start the thread that serves all apps."""
        self._thread.start()
        self._ready.wait(_PATIENCE)

    def stop(self) -> None:
        """Tell all servers to end, wait some seconds for it at most, and close their ports."""
        if self._loop is not None and self._end is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join(_PATIENCE)
        for _, listener in self._apps:
            listener.close()

    def call(self, coroutine: Coroutine[Any, Any, _Result], timeout: float) -> _Result:
        """Run a coroutine in the loop of the servers, from another thread.

        Raises `TimeoutError` if it takes longer, or the servers do not run.
        """
        if self._loop is None or self._loop.is_closed():
            coroutine.close()
            raise TimeoutError("The servers do not run.")
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result(timeout)
        except CancelledError:
            raise TimeoutError("The servers have ended.") from None
        finally:
            future.cancel()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        from hypercorn.asyncio import serve  # noqa: PLC0415 - `comparison --help` imports all commands

        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self._loop.set_exception_handler(_handle_error)
        self._ready.set()
        servers = [
            asyncio.create_task(
                # The types of hypercorn are narrower than ASGI.
                serve(app, _config(listener), shutdown_trigger=self._end.wait, mode="asgi")  # type: ignore[arg-type]
            )
            for app, listener in self._apps
        ]
        await self._end.wait()
        await asyncio.wait(servers, timeout=_GRACE)
        # Since Python 3.12 a server waits for its connections, of which one may have no end.
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for close in self.closers:
            await close()


def _handle_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report an error of the loop; a connection that is open at the end is none, as asyncio of Python 3.11 says."""
    if not isinstance(context.get("exception"), asyncio.CancelledError):
        loop.default_exception_handler(context)


def _config(listener: socket.socket) -> "Config":
    """Return how hypercorn serves on a socket: without a log, and without headers of its own."""
    from hypercorn.config import Config  # noqa: PLC0415 - as above

    config = Config()
    # Hypercorn closes its own copy.
    config.bind = [f"fd://{listener.dup().detach()}"]
    config.errorlog = config.accesslog = None
    config.include_date_header = config.include_server_header = False
    config.graceful_timeout = _GRACE
    return config
