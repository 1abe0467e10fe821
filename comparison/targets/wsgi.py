"""Send requests to a WSGI app in this process: each runs in a thread, and its response is read in chunks."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2

from .app_log import ExchangeLog, exchange_log
from .request_thread import RequestThread
from .response_timeout import ResponseTimeout
from .tracing import events


class WsgiTransport(httpx2.AsyncBaseTransport):
    """An httpx2 transport that calls a WSGI app, each request in its own thread as on a threaded server."""

    def __init__(self, app: Any, root: Path | None = None) -> None:
        self.app = app
        self.root = root

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Call the app in a new thread with the whole request body; return the response, with its body as a stream.

        The status is 500 if the app fails; its exception is added to the log of the exchange. Raises
        `httpx2.ReadTimeout` if it does not return in time; the thread is then interrupted.
        """
        # Imported here: reading the notes needs no framework.
        from werkzeug.test import run_wsgi_app  # noqa: PLC0415

        content = await request.aread()
        log, recorded = exchange_log.get(), events.get()
        thread = RequestThread(lambda: (exchange_log.set(log), events.set(recorded)))
        timeout = ResponseTimeout.of(request, self.root)
        try:
            environ = _environ(request, content)
            chunks, status, headers = await timeout.wait_for(thread.run(run_wsgi_app, self.app, environ))
        except httpx2.ReadTimeout:
            thread.interrupt()
            thread.stop()
            raise
        except Exception as error:
            # A server does the same for an app that fails before its response.
            thread.stop()
            if log is not None:
                log.add_error(error)
            return httpx2.Response(500, stream=httpx2.ByteStream(b""))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        code = int(status[:3])
        bodiless = request.method == "HEAD" or code in (204, 304)
        return httpx2.Response(code, headers=raw, stream=WsgiBody(thread, chunks, bodiless, timeout, log))


class WsgiBody(httpx2.AsyncByteStream):
    """The response body of a WSGI app; its thread produces a chunk when the client reads it."""

    def __init__(
        self,
        thread: RequestThread,
        chunks: Iterator[bytes],
        bodiless: bool,
        timeout: ResponseTimeout,
        log: ExchangeLog | None,
    ) -> None:
        self.thread = thread
        self.bodiless = bodiless
        self.chunks = chunks
        self.timeout = timeout
        self.log = log

    async def __aiter__(self) -> AsyncIterator[bytes]:
        iterator = iter(self.chunks)
        while True:
            try:
                chunk = await self.timeout.wait_for(self.thread.run(next, iterator, None))
            except httpx2.ReadTimeout:
                raise
            except Exception as error:
                if self.log is not None:
                    self.log.add_error(error)
                raise httpx2.RemoteProtocolError(f"The app failed: {error!r}") from error
            if chunk is None:
                return
            if chunk and not self.bodiless:
                yield chunk

    async def aclose(self) -> None:
        """Close the app's iterable in its thread, and end the thread; one that still runs is interrupted instead.

        Raises what the app's `close` raises, and `httpx2.ReadTimeout`.
        """
        close = getattr(self.chunks, "close", None)
        if self.thread.is_busy:
            self.thread.interrupt()
        elif close is not None:
            await self.timeout.wait_for(self.thread.run(close))
        self.thread.stop()


def _environ(request: httpx2.Request, body: bytes) -> dict[str, Any]:
    """Return the WSGI environ of a request.

    Without Content-Length its input is terminated, as of a server that has decoded chunks.
    """
    from werkzeug.test import EnvironBuilder  # noqa: PLC0415

    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    builder = EnvironBuilder(
        path,
        # The Host header may be no host name: that is for the app to judge, as on a server.
        f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
        query,
        request.method,
        BytesIO(body),
        # WSGI has header values as Latin-1 (PEP 3333); httpx2 decodes UTF-8 where it can.
        headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
    )
    environ = builder.get_environ()
    environ |= {"HTTP_HOST": request.headers["host"], "REMOTE_ADDR": "127.0.0.1"}
    if "content-length" in request.headers:
        environ["CONTENT_LENGTH"] = request.headers["content-length"]
    else:
        environ.pop("CONTENT_LENGTH", None)
        environ["wsgi.input_terminated"] = True
    return environ
