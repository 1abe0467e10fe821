"""A WSGI app in this process: each request in a thread, its response read step by step."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import httpx2
from werkzeug.test import EnvironBuilder, run_wsgi_app

from .tracing import events


class WsgiTransport(httpx2.AsyncBaseTransport):
    """Sends requests to a WSGI app, as a threaded server would."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        content = await request.aread()
        thread = ThreadPoolExecutor(1, initializer=events.set, initargs=(events.get(),))
        try:
            environ = environ_of(request, content)
            chunks, status, headers = await run_in(thread, run_wsgi_app, self.app, environ)
        except Exception:
            # A server answers so for an app that fails before its response began, and for a Host that is none.
            thread.shutdown()
            return httpx2.Response(500, stream=httpx2.ByteStream(b""))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        code = int(status[:3])
        bodiless = request.method == "HEAD" or code in (204, 304)
        return httpx2.Response(code, headers=raw, stream=WsgiBody(thread, chunks, bodiless))


class WsgiBody(httpx2.AsyncByteStream):
    """The response of a WSGI app; its thread makes one chunk each time that one is asked for."""

    def __init__(self, thread: ThreadPoolExecutor, chunks: Iterator[bytes], bodiless: bool) -> None:
        self.thread = thread
        self.bodiless = bodiless
        self.chunks = chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        iterator = iter(self.chunks)
        while True:
            try:
                chunk = await run_in(self.thread, next, iterator, None)
            except Exception as error:
                raise httpx2.RemoteProtocolError(f"The app failed: {error!r}") from error
            if chunk is None:
                return
            if chunk and not self.bodiless:
                yield chunk

    async def aclose(self) -> None:
        close = getattr(self.chunks, "close", None)
        if close is not None:
            await run_in(self.thread, close)
        self.thread.shutdown()


async def run_in(thread: ThreadPoolExecutor, function: Any, *args: Any) -> Any:
    # Without copying the context: what a step sets in its thread, the next step finds there.
    return await asyncio.get_running_loop().run_in_executor(thread, function, *args)


def environ_of(request: httpx2.Request, body: bytes) -> dict[str, Any]:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    host = request.headers["host"]
    builder = EnvironBuilder(
        path,
        f"{request.url.scheme}://{host}",
        query,
        request.method,
        BytesIO(body),
        # Latin-1 as it comes, which is what WSGI has (PEP 3333): httpx2 would read UTF-8 where it can.
        headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
    )
    environ = builder.get_environ()
    environ["REMOTE_ADDR"] = "127.0.0.1"
    if "content-length" in request.headers:
        environ["CONTENT_LENGTH"] = request.headers["content-length"]
    else:
        environ.pop("CONTENT_LENGTH", None)
        environ["wsgi.input_terminated"] = True
    return environ
