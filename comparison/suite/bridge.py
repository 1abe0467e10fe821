"""Call an ASGI app as Werkzeug's test client calls a WSGI app: a response is a part of a body, a status and headers."""

import asyncio
import http
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from werkzeug.datastructures import Headers

from .environ import PRESERVE, body_of, scope_of
from .own_loop import own_loop

Message = MutableMapping[str, Any]
Response = tuple[Iterable[bytes], str, Headers]
# Seconds for an app to end whose client has left.
_GRACE = 5.0
# Times that the loop runs what is ready after a response, before the client leaves.
_ROUNDS = 5

# The call that the current request is part of.
current_call: ContextVar[Any] = ContextVar("comparison_call", default=None)


def run_asgi_app(app: Any, environ: dict[str, Any], buffered: bool = False) -> Response:
    """Send a request to an ASGI app; return its body, status and headers once the head of the response is there.

    A body that is a stream is read part by part, when the test asks for it; with `buffered`, all of it at once. An
    exception that the app passes on, as under TESTING, is raised. The contexts of the request are given to the function
    in `environ[PRESERVE]`, if there is one.
    """
    __tracebackhide__ = True
    start_once(app)
    call = Call(environ)
    own_loop.run(call.start(app), is_request=True)
    if call.error is not None:
        raise call.error
    if PRESERVE in environ:
        for context in call.contexts:
            environ[PRESERVE](context)
    body = ResponseBody(call)
    if buffered or not call.is_stream:
        return [b"".join(body)], call.status, call.headers
    return body, call.status, call.headers


def start_once(app: Any) -> None:
    """Start an app of Quart before its first request, as a server does, if it has functions for that.

    It is shut down when the loop closes.
    """
    has_functions = getattr(app, "before_serving_funcs", None) or getattr(app, "while_serving_gens", None)
    if not has_functions or any(getattr(closer, "__self__", None) is app for closer in own_loop.closers):
        return
    own_loop.run(app.startup())
    own_loop.closers.append(app.shutdown)


class Call:
    """A request to an ASGI app.

    `is_stream`, `contexts` and `error` are set by what is patched in Quart: whether the body is made while it is sent,
    the contexts to be kept for the test, and the exception that the app passes on.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        self.scope = scope_of(environ)
        self.keeps_contexts = PRESERVE in environ
        self.parts: list[bytes | None] = [body_of(environ), None]
        self.status = ""
        self.headers = Headers()
        self.is_stream = False
        self.contexts: list[Any] = []
        self.error: BaseException | None = None
        self.is_complete = False
        self.has_no_body = self.scope["method"] == "HEAD"
        self.messages: list[Message] = []
        self.changed: asyncio.Event
        self.wanted: asyncio.Event
        self.left: asyncio.Event
        self.task: asyncio.Task[None] | None = None

    async def start(self, app: Any) -> None:
        """Call the app in a task, until its response is there, or the first part of one that is a stream."""
        self.changed, self.wanted, self.left = asyncio.Event(), asyncio.Event(), asyncio.Event()
        current_call.set(self)
        self.task = asyncio.get_running_loop().create_task(self._run(app))
        while not self.has_ended and not (self.is_stream and self.messages):
            await self._change()
        if self.has_ended:
            await self._finish()
        if not self.status and self.error is None:
            raise RuntimeError("The app has ended without a response.")

    async def _run(self, app: Any) -> None:
        """Call the app with the request; once it has ended, by an error too, wake the task that waits for a change."""
        try:
            await app(self.scope, self.receive, self.send)
        finally:
            self.changed.set()

    async def _change(self) -> None:
        await self.changed.wait()
        self.changed.clear()

    @property
    def has_ended(self) -> bool:
        """Whether the response is complete, or the app has ended."""
        return self.is_complete or self.task is None or self.task.done()

    async def _finish(self) -> None:
        """Let the app end; raises the exception that ended it, unless that is `error`."""
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
        await self.leave()
        # To ask for the exception keeps asyncio from logging it.
        error = self.task.exception() if self.task is not None and not self.task.cancelled() else None
        if error is not None and self.error is None:
            raise error

    async def receive(self) -> Message:
        """Return the next part of the request, then wait until the client leaves (ASGI, receive)."""
        if self.parts:
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part or b"", "more_body": part is not None}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take a part of the response; of a stream, return when the test asks for the next one (ASGI, send)."""
        if message["type"] == "http.response.start":
            status = message["status"]
            with suppress(ValueError):
                self.status = f"{status} {http.HTTPStatus(status).phrase.upper()}"
            self.status = self.status or f"{status} UNKNOWN"
            self.has_no_body |= status < 200 or status in (204, 304)
            for name, value in message.get("headers", ()):
                self.headers.add(name.decode("latin-1"), value.decode("latin-1"))
        elif message["type"] == "http.response.body" and not self.left.is_set():
            self.messages.append(message)
            self.is_complete = not message.get("more_body", False)
        self.changed.set()
        if self.is_stream and message["type"] == "http.response.body" and message.get("body"):
            self.wanted.clear()
            await self._until_wanted()

    async def _until_wanted(self) -> None:
        waiting = [asyncio.ensure_future(event.wait()) for event in (self.wanted, self.left)]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for future in waiting:
                future.cancel()
            await asyncio.wait(waiting)

    async def part(self) -> bytes | None:
        """Return the next part of the body that is not empty; None at the end. Raises what ends the app before it."""
        while True:
            while self.messages:
                body: bytes = self.messages.pop(0).get("body", b"")
                if body and not self.has_no_body:
                    return body
            if self.has_ended or self.left.is_set():
                await self._finish()
                return None
            self.wanted.set()
            await self._change()

    async def leave(self) -> None:
        """Leave as a client does; the app is cancelled if it does not end by itself."""
        self.left.set()
        if self.task is None or self.task.done():
            return
        await asyncio.wait([self.task], timeout=_GRACE)
        self.task.cancel()
        await asyncio.wait([self.task], timeout=_GRACE)


class ResponseBody(Iterator[bytes]):
    """The body of a response: iterate over it to read it, close it to leave."""

    def __init__(self, call: Call) -> None:
        self.call = call

    def __next__(self) -> bytes:
        part = own_loop.run(self.call.part())
        if part is None:
            raise StopIteration
        return part

    def close(self) -> None:
        own_loop.run(self.call.leave())

    def __del__(self) -> None:
        # No loop can run here.
        if not self.call.has_ended:
            own_loop.abandoned.append(self.call.leave)
