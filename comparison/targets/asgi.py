"""An ASGI app in this process: chunks stay apart, a slow reader slows the app, and lifespan runs."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2

from ..errors import StartError
from .frames import standing
from .patience import Patience

Message = MutableMapping[str, Any]
# Seconds for an app to end a request whose client has gone.
GRACE = 10.0


class AsgiTransport(httpx2.AsyncBaseTransport):
    """Sends requests to an ASGI app, each in a task of its own."""

    def __init__(self, app: Any, root: Path | None = None) -> None:
        self.app = app
        self.root = root

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        call = AsgiCall(self.app, request, Patience.of(request, self.root))
        try:
            status, headers = await call.head()
        except BaseException:
            await call.aclose()
            raise
        return httpx2.Response(status, headers=headers, stream=call)


class AsgiCall(httpx2.AsyncByteStream):
    """One request to an ASGI app; iterate over it for the body, close it to leave."""

    def __init__(self, app: Any, request: httpx2.Request, patience: Patience) -> None:
        self.patience = patience
        self.bodiless = request.method == "HEAD"
        self.parts = parts_of(request)
        self.sent_all = False
        self.failed = False
        self.left = asyncio.Event()
        self.messages: asyncio.Queue[Message | None] = asyncio.Queue(maxsize=1)
        self.task = asyncio.ensure_future(self.run(app, scope_of(request)))

    async def run(self, app: Any, scope: Message) -> None:
        try:
            await app(scope, self.receive, self.send)
        finally:
            if not self.left.is_set():
                await self.messages.put(None)

    async def receive(self) -> Message:
        if self.sent_all:
            await self.left.wait()
            return {"type": "http.disconnect"}
        part = await anext(self.parts, None)
        self.sent_all = part is None
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(self, message: Message) -> None:
        if not self.left.is_set():
            await self.messages.put(message)

    async def head(self) -> tuple[int, list[tuple[bytes, bytes]]]:
        message = await self.patience.wait_for(self.messages.get())
        if message is None:
            # A server answers so for an app that ended, or failed, before its response began.
            self.failed = True
            return 500, []
        self.bodiless |= message["status"] in (204, 304)
        return message["status"], list(message.get("headers", ()))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not self.failed:
            message = await self.patience.wait_for(self.messages.get())
            if message is None:
                raise httpx2.RemoteProtocolError("The app ended before its response did.")
            if message.get("body") and not self.bodiless:
                yield message["body"]
            if not message.get("more_body", False):
                return

    async def aclose(self) -> None:
        """Leave: the app is told, and has some seconds to end."""
        self.left.set()
        while not self.messages.empty():
            self.messages.get_nowait()
        done, _ = await asyncio.wait([self.task], timeout=GRACE)
        if not done:
            self.task.cancel()
            await asyncio.wait([self.task], timeout=GRACE)
        elif not self.task.cancelled():
            # What the app raised was seen as a response that ended early; a server would log it.
            self.task.exception()


async def parts_of(request: httpx2.Request) -> AsyncIterator[bytes]:
    """Yield the request's body as it comes."""
    if isinstance(request.stream, httpx2.AsyncByteStream):
        async for part in request.stream:
            yield part


def scope_of(request: httpx2.Request) -> Message:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path.partition(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "state": {},
        "extensions": {},
    }


@asynccontextmanager
async def lifespan(
    app: Any, seconds: float | None = None, root: Path | None = None, name: str = "The app"
) -> AsyncIterator[None]:
    """Start the app before, and shut it down after; each takes at most so many seconds.

    Raises `StartError` when it fails to start, or to shut down, or takes longer, with the places below `root` where it
    stands. `name` is what the error calls it.
    """
    protocol = Lifespan(app, seconds, root, name)
    try:
        await protocol.reach("startup")
        yield
        await protocol.reach("shutdown")
    finally:
        protocol.task.cancel()
        await asyncio.wait([protocol.task], timeout=GRACE)


class Lifespan:
    """The app's side of the lifespan protocol (ASGI, lifespan), in a task."""

    def __init__(self, app: Any, seconds: float | None, root: Path | None, name: str) -> None:
        self.name = name
        self.seconds = seconds
        self.root = root
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.outbox: asyncio.Queue[Message] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        self.task = asyncio.ensure_future(app(scope, self.inbox.get, self.outbox.put))

    async def reach(self, stage: str) -> None:
        """Ask for a stage, and wait for the answer."""
        await self.inbox.put({"type": f"lifespan.{stage}"})
        answer = asyncio.ensure_future(self.outbox.get())
        waiting: list[asyncio.Future[Any]] = [answer, self.task]
        done, _ = await asyncio.wait(waiting, timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            places = standing(self.root, asyncio.get_running_loop()) if self.root else ""
            answer.cancel()
            await asyncio.wait([answer])
            if done:
                # An app that does without lifespan raises or returns.
                return
            text = f"{self.name} has not ended its {stage} within {self.seconds:g} s."
            raise StartError(f"{text} Meanwhile\n{places}" if places else text)
        message = answer.result()
        if message["type"] == f"lifespan.{stage}.failed":
            raise StartError(f"{self.name} failed at {stage}: {message.get('message', '')}. Its log says where.")
