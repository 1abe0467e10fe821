"""Send requests to an ASGI app in this process: with separate chunks, backpressure, and disconnects."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any

from .app_call import AppRequest, AppResponse, BrokenOffError
from .app_log import exchange_log
from .response_timeout import ResponseTimeout

Message = MutableMapping[str, Any]
# Seconds for an app to end a request whose client has disconnected.
GRACE = 10.0


class AsgiCaller:
    """Calls an ASGI app, each request in its own task."""

    def __init__(self, app: Any, root: Path | None = None) -> None:
        self.app = app
        self.root = root

    async def __call__(self, request: AppRequest) -> AppResponse:
        """Call the app in a new task; return the response once its head is there.

        The status is 500 if the app ends before. Raises `NoAnswerError` if there is no head in time; the app is then
        disconnected, as it is after any other exception.
        """
        call = AsgiCall(self.app, request, ResponseTimeout(request.seconds, str(request), self.root))
        try:
            status, headers = await call.head()
        except BaseException:
            await call.aclose()
            raise
        return AppResponse(status, headers, call)


class AsgiCall:
    """A request to an ASGI app; iterate over it to read the response body, close it to disconnect."""

    def __init__(self, app: Any, request: AppRequest, timeout: ResponseTimeout) -> None:
        self.timeout = timeout
        self.bodiless = request.method == "HEAD"
        self.parts = request.body
        self.request_ended = False
        self.failed = False
        self.disconnected = asyncio.Event()
        self.messages: asyncio.Queue[Message | None] = asyncio.Queue(maxsize=1)
        self.task = asyncio.ensure_future(self._run(app, _scope(request)))

    async def _run(self, app: Any, scope: Message) -> None:
        """Run the app, then put None into `messages` unless the client has disconnected, also after an exception.

        An exception of the app is added to the log of the exchange.
        """
        try:
            await app(scope, self.receive, self.send)
        except Exception as error:
            if (log := exchange_log.get()) is not None:
                log.add_error(error)
            raise
        finally:
            if not self.disconnected.is_set():
                await self.messages.put(None)

    async def receive(self) -> Message:
        """Return the next part of the request, then wait for the disconnect (ASGI, receive)."""
        if self.request_ended:
            await self.disconnected.wait()
            return {"type": "http.disconnect"}
        part = await anext(self.parts, None)
        self.request_ended = part is None
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(self, message: Message) -> None:
        """Pass a part of the response on when the client reads it; after a disconnect, drop it (ASGI, send)."""
        if not self.disconnected.is_set():
            await self.messages.put(message)

    async def head(self) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Return status and headers of the response; 500 and no headers if the app ends before.

        Raises `NoAnswerError`.
        """
        message = await self.timeout.wait_for(self.messages.get())
        if message is None:
            # A server does the same for an app that ends or fails before its response.
            self.failed = True
            return 500, []
        self.bodiless |= message["status"] in (204, 304)
        return message["status"], list(message.get("headers", ()))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not self.failed:
            message = await self.timeout.wait_for(self.messages.get())
            if message is None:
                raise BrokenOffError("The app ended before its response did.")
            if message.get("body") and not self.bodiless:
                yield message["body"]
            if not message.get("more_body", False):
                return

    async def aclose(self) -> None:
        """Disconnect; cancel the app if it has not ended after GRACE seconds. An exception of the app is dropped."""
        self.disconnected.set()
        while not self.messages.empty():
            self.messages.get_nowait()
        # An app that has sent its response mostly ends at once: this costs less than waiting with a timeout.
        await asyncio.sleep(0)
        if not self.task.done():
            await asyncio.wait([self.task], timeout=GRACE)
        if not self.task.done():
            self.task.cancel()
            await asyncio.wait([self.task], timeout=GRACE)
        elif not self.task.cancelled():
            # Retrieve the exception: the client has seen a response that ended early, and a server would log it.
            self.task.exception()


def _scope(request: AppRequest) -> Message:
    """Return the HTTP connection scope of a request (ASGI, http)."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.target.partition("?")[0].encode("ascii"),
        "query_string": request.query.encode("ascii"),
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "state": {},
        "extensions": {},
    }
