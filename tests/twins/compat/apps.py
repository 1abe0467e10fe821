"""Flask and Quart in one set of words: plain apps, and functions and streams of the framework's own kind."""

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
# No test waits so long unless it fails.
PATIENCE = 2.0
# More threads than the default executor of asyncio has on any machine.
MANY = 40


@dataclass(frozen=True)
class Framework:
    """Flask or Quart, whatever is done to it in the two apps."""

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
        """Return a function of the framework's own kind, which shows what `function` gives, at once or when awaited."""

        async def waiting(*args: Any, **kwargs: Any) -> Any:
            value = function(*args, **kwargs)
            return show(await value if inspect.isawaitable(value) else value)

        def plain(*args: Any, **kwargs: Any) -> Any:
            return show(function(*args, **kwargs))

        return waiting if self.name == "quart" else plain

    def route(self, app: Any, path: str, function: Any, show: Any = lambda value: value, method: str = "GET") -> None:
        app.add_url_rule(path, path, self.native(function, show), methods=[method])

    def stream(self, pieces: Generator[Any], pause: bool = False) -> Any:
        """Return a response that makes each piece when it is due, by a generator of the framework's own kind.

        A generator of Quart's holds the event loop as long as nobody keeps it waiting, unless it makes a `pause`.
        """

        async def waiting() -> AsyncIterator[Any]:
            with closing(pieces):
                for piece in pieces:
                    yield piece
                    await asyncio.sleep(0) if pause else None

        return self.module.Response(waiting() if self.name == "quart" else pieces)

    def wait(self, event: Event) -> Any:
        """Wait for an event, as the framework's views do: in their own thread, or beside the event loop."""
        return asyncio.to_thread(event.wait, PATIENCE) if self.name == "quart" else event.wait(PATIENCE)


FLASK, QUART = Framework("flask"), Framework("quart")


async def turns() -> None:
    """Let everything run that waits for nothing but its turn."""
    for _ in range(1000):
        await asyncio.sleep(0)


async def ask_and_leave(client: httpx2.AsyncClient, path: str, begun: Event, gate: Event, **body: Any) -> None:
    """Post and leave when the app has `begun`; open the `gate` when it can know that nobody waits."""
    asking = asyncio.ensure_future(client.post(path, **body))
    assert await asyncio.to_thread(begun.wait, PATIENCE)
    asking.cancel()
    await turns()
    gate.set()
    await ended(asking)


async def ended(task: "asyncio.Future[Any]") -> None:
    """Wait until a task has ended, in whatever way."""
    done, _ = await asyncio.wait([task], timeout=PATIENCE)
    assert done, f"{task} has not ended within {PATIENCE:g} s"


def met(barrier: Barrier, patience: float = PATIENCE) -> str:
    """Block until as many are here as the barrier needs; say whether they came."""
    try:
        barrier.wait(patience)
    except BrokenBarrierError:
        return "not met"
    return "met"


async def texts(client: httpx2.AsyncClient, *paths: str) -> list[str]:
    """Return the texts of several pages that are asked for at once."""
    return [response.text for response in await asyncio.gather(*map(client.get, paths))]
