"""A WSGI app in this process: each request in a thread, its response read step by step."""

from collections.abc import AsyncIterator, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2

from .patience import Patience
from .thread import RequestThread
from .tracing import events


class WsgiTransport(httpx2.AsyncBaseTransport):
    """Sends requests to a WSGI app, as a threaded server would."""

    def __init__(self, app: Any, root: Path | None = None) -> None:
        self.app = app
        self.root = root

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        # Imported here, so that what only reads the notes needs no framework.
        from werkzeug.test import run_wsgi_app  # noqa: PLC0415

        content = await request.aread()
        thread, patience = RequestThread(partial(events.set, events.get())), Patience.of(request, self.root)
        try:
            environ = environ_of(request, content)
            chunks, status, headers = await patience.wait_for(thread.run(run_wsgi_app, self.app, environ))
        except httpx2.ReadTimeout:
            thread.interrupt()
            thread.stop()
            raise
        except Exception:
            # A server answers so for an app that fails before its response began, and for a Host that is none.
            thread.stop()
            return httpx2.Response(500, stream=httpx2.ByteStream(b""))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        code = int(status[:3])
        bodiless = request.method == "HEAD" or code in (204, 304)
        return httpx2.Response(code, headers=raw, stream=WsgiBody(thread, chunks, bodiless, patience))


class WsgiBody(httpx2.AsyncByteStream):
    """The response of a WSGI app; its thread makes one chunk each time that one is asked for."""

    def __init__(self, thread: RequestThread, chunks: Iterator[bytes], bodiless: bool, patience: Patience) -> None:
        self.thread = thread
        self.bodiless = bodiless
        self.chunks = chunks
        self.patience = patience

    async def __aiter__(self) -> AsyncIterator[bytes]:
        iterator = iter(self.chunks)
        while True:
            try:
                chunk = await self.patience.wait_for(self.thread.run(next, iterator, None))
            except httpx2.ReadTimeout:
                raise
            except Exception as error:
                raise httpx2.RemoteProtocolError(f"The app failed: {error!r}") from error
            if chunk is None:
                return
            if chunk and not self.bodiless:
                yield chunk

    async def aclose(self) -> None:
        close = getattr(self.chunks, "close", None)
        if self.thread.busy:
            self.thread.interrupt()
        elif close is not None:
            await self.patience.wait_for(self.thread.run(close))
        self.thread.stop()


def environ_of(request: httpx2.Request, body: bytes) -> dict[str, Any]:
    from werkzeug.test import EnvironBuilder  # noqa: PLC0415

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
