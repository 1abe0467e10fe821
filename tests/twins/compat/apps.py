"""Flask and Quart with one interface: plain apps, and functions and streams of the framework's own kind."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from threading import Barrier, BrokenBarrierError, Event
from types import ModuleType
from typing import Any

import httpx2

KEY = "a key for tests"
# Seconds that only a failing test waits.
PATIENCE = 2.0
# More threads than the default executor of asyncio has on any machine.
MANY = 40


@dataclass(frozen=True)
class Framework:
    """Flask or Quart, without what the two apps change in it."""

    name: str

    @property
    def module(self) -> ModuleType:
        return import_module(self.name)

    @property
    def version(self) -> str:
        """The version without its last part: 0.23."""
        return version(self.name).rpartition(".")[0]

    def app(self, **config: Any) -> Any:
        """Return a plain app, as the framework makes it."""
        app = getattr(self.module, self.name.title())("plain", static_folder=None)
        app.config.update(config)
        return app

    def native(self, function: Callable[..., Any], show: Callable[[Any], Any] = lambda value: value) -> Any:
        """Return a function of the framework's own kind that returns `show` of what `function` returns.

        For Quart it is a coroutine function, which awaits the value where it can be awaited.
        """

        async def coroutine_function(*args: Any, **kwargs: Any) -> Any:
            value = function(*args, **kwargs)
            return show(await value if inspect.isawaitable(value) else value)

        def plain_function(*args: Any, **kwargs: Any) -> Any:
            return show(function(*args, **kwargs))

        return coroutine_function if self.name == "quart" else plain_function

    def route(self, app: Any, path: str, function: Any, show: Any = lambda value: value, method: str = "GET") -> None:
        """Add a view of the framework's own kind."""
        app.add_url_rule(path, path, self.native(function, show), methods=[method])

    def stream(self, pieces: Generator[Any], pause: bool = False) -> Any:
        """Return a streamed response, made by a generator of the framework's own kind.

        A generator of Quart's holds the event loop while nothing makes it wait, unless it has a `pause`.
        """

        async def async_generator() -> AsyncIterator[Any]:
            with closing(pieces):
                for piece in pieces:
                    yield piece
                    await asyncio.sleep(0) if pause else None

        return self.module.Response(async_generator() if self.name == "quart" else pieces)

    def wait(self, event: Event) -> Any:
        """Wait for an event as the framework's views do: in their own thread, or beside the event loop."""
        return asyncio.to_thread(event.wait, PATIENCE) if self.name == "quart" else event.wait(PATIENCE)


FLASK, QUART = Framework("flask"), Framework("quart")


async def run_ready_tasks() -> None:
    """Let the event loop run everything that is ready."""
    for _ in range(1000):
        await asyncio.sleep(0)


async def post_and_disconnect(client: httpx2.AsyncClient, path: str, begun: Event, gate: Event, **body: Any) -> None:
    """Post, disconnect when the view has set `begun`, and set `gate` when the server can know of the disconnect."""
    post = asyncio.ensure_future(client.post(path, **body))
    assert await asyncio.to_thread(begun.wait, PATIENCE)
    post.cancel()
    await run_ready_tasks()
    gate.set()
    await wait_until_done(post)


async def wait_until_done(task: "asyncio.Future[Any]") -> None:
    """Wait until a task has a result or an error, or is cancelled."""
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    assert done, f"{task} has not ended within {PATIENCE:g} s"


def meet(barrier: Barrier, patience: float = PATIENCE) -> str:
    """Block until as many threads are here as the barrier needs; say whether they came."""
    try:
        barrier.wait(patience)
    except BrokenBarrierError:
        return "not met"
    return "met"


async def texts(client: httpx2.AsyncClient, *paths: str) -> list[str]:
    """Return the texts of several pages, requested at the same time."""
    return [response.text for response in await asyncio.gather(*map(client.get, paths))]
