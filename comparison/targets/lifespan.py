"""Run the lifespan of an ASGI app in this process: its startup and its shutdown."""

import asyncio
import sys
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from ..errors import StartError
from .stacks import current_places
from .tracebacks import places_text

Message = MutableMapping[str, Any]
# The remedy in an error about an app that does not start in time.
RAISE_LIMIT = "Fix that, or raise `start_timeout` in [tool.comparison], and run again."
# Seconds for the lifespan task of an app to end after it was cancelled.
_GRACE = 10.0


@asynccontextmanager
async def lifespan(
    app: Any, seconds: float | None = None, root: Path | None = None, name: str = "The app"
) -> AsyncIterator[None]:
    """Run the startup of an ASGI app on entering and its shutdown on leaving, each for at most `seconds`.

    Raises `StartError`, in which the app is called `name`, if either fails or takes longer; it then lists where the app
    failed or is, in files below `root`.
    """
    protocol = _Lifespan(app, seconds, root, name)
    try:
        await protocol.run_stage("startup")
        yield
        await protocol.run_stage("shutdown")
    finally:
        protocol.task.cancel()
        await asyncio.wait([protocol.task], timeout=_GRACE)


class _Lifespan:
    """The server's side of the lifespan protocol (ASGI, lifespan); the app runs in a task."""

    def __init__(self, app: Any, seconds: float | None, root: Path | None, name: str) -> None:
        self.name = name
        self.seconds = seconds
        self.root = root
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.outbox: asyncio.Queue[Message] = asyncio.Queue()
        self.failure = ""
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        self.task = asyncio.ensure_future(app(scope, self.inbox.get, self.send))

    async def send(self, message: Message) -> None:
        """Take a message of the app; if it says that the app failed, keep the exception as text (ASGI, send)."""
        error = sys.exception()
        if message["type"].endswith(".failed") and error is not None:
            places = places_text(error, self.root) if self.root else ""
            self.failure = "\n".join(filter(None, [f"{type(error).__name__}: {error}", places]))
        await self.outbox.put(message)

    async def run_stage(self, stage: str) -> None:
        """Run `startup` or `shutdown`: send the event, and wait for the app's answer for at most `seconds`.

        Returns without an answer if the app ends: it does not support lifespan. Raises `StartError` if it answers that
        the stage failed, or does not answer in time.
        """
        await self.inbox.put({"type": f"lifespan.{stage}"})
        answer = asyncio.ensure_future(self.outbox.get())
        waiting: list[asyncio.Future[Any]] = [answer, self.task]
        done, _ = await asyncio.wait(waiting, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            places = current_places(self.root, asyncio.get_running_loop()) if self.root else ""
            answer.cancel()
            await asyncio.wait([answer])
            if done:
                # An app without lifespan support raises or returns.
                return
            text = f"{self.name} has not ended its {stage} within {self.seconds:g} s."
            raise StartError(f"{text} Meanwhile\n{places}\n{RAISE_LIMIT}" if places else f"{text} {RAISE_LIMIT}")
        message = answer.result()
        if message["type"] == f"lifespan.{stage}.failed":
            failure = self.failure or message.get("message", "")
            raise StartError(f"{self.name} failed at {stage}: {failure}\nFix that, and run again.")
