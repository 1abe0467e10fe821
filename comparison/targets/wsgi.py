"""Send requests to a WSGI app in this process: each runs in a thread, and its response is read in chunks."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from .app_call import AppRequest, AppResponse, BrokenOffError, NoAnswerError
from .app_log import ExchangeLog, exchange_log
from .request_thread import RequestThread
from .response_timeout import ResponseTimeout
from .tracing import events


class WsgiCaller:
    """Calls a WSGI app, each request in its own thread as on a threaded server."""

    def __init__(self, app: Any, root: Path | None = None) -> None:
        self.app = app
        self.root = root

    async def __call__(self, request: AppRequest) -> AppResponse:
        """Call the app in a new thread with the whole request body; return the response.

        The status is 500 if the app fails; its exception is added to the log of the exchange. Raises `NoAnswerError` if
        it does not return in time; the thread is then interrupted.
        """
        # Imported here: reading the notes needs no framework.
        from werkzeug.test import run_wsgi_app  # noqa: PLC0415

        content = b"".join([part async for part in request.body])
        log, recorded = exchange_log.get(), events.get()
        thread = RequestThread(lambda: (exchange_log.set(log), events.set(recorded)))
        timeout = ResponseTimeout(request.seconds, str(request), self.root)
        try:
            environ = _environ(request, content)
            chunks, status, headers = await timeout.wait_for(thread.run(run_wsgi_app, self.app, environ))
        except NoAnswerError:
            thread.interrupt()
            thread.stop()
            raise
        except Exception as error:
            # A server does the same for an app that fails before its response.
            thread.stop()
            if log is not None:
                log.add_error(error)
            return AppResponse(500)
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        code = int(status[:3])
        bodiless = request.method == "HEAD" or code in (204, 304)
        return AppResponse(code, raw, WsgiBody(thread, chunks, bodiless, timeout, log))


class WsgiBody:
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
            except NoAnswerError:
                raise
            except Exception as error:
                if self.log is not None:
                    self.log.add_error(error)
                raise BrokenOffError(f"The app failed: {error!r}") from error
            if chunk is None:
                return
            if chunk and not self.bodiless:
                yield chunk

    async def aclose(self) -> None:
        """Close the app's iterable in its thread, and end the thread; one that still runs is interrupted instead.

        Raises what the app's `close` raises, and `NoAnswerError`.
        """
        close = getattr(self.chunks, "close", None)
        if self.thread.is_busy:
            self.thread.interrupt()
        elif close is not None:
            await self.timeout.wait_for(self.thread.run(close))
        self.thread.stop()


def _environ(request: AppRequest, body: bytes) -> dict[str, Any]:
    """Return the WSGI environ of a request.

    Without Content-Length its input is terminated, as of a server that has decoded chunks.
    """
    from werkzeug.test import EnvironBuilder  # noqa: PLC0415

    path, _, query = request.target.partition("?")
    builder = EnvironBuilder(
        path,
        # The Host header may be no host name: that is for the app to judge, as on a server.
        f"{request.scheme}://{request.host}",
        query,
        request.method,
        BytesIO(body),
        # WSGI has header values as Latin-1 (PEP 3333).
        headers=[(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers],
    )
    environ = builder.get_environ()
    environ |= {"HTTP_HOST": request.header(b"host"), "REMOTE_ADDR": "127.0.0.1"}
    length = request.header(b"content-length")
    if length is not None:
        environ["CONTENT_LENGTH"] = length
    else:
        environ.pop("CONTENT_LENGTH", None)
        environ["wsgi.input_terminated"] = True
    return environ
