"""Send requests to a WSGI app in this process: each runs in a thread, and its response is read in chunks."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from .app_call import AppRequest, AppResponse, BrokenOffError, NoAnswerError
from .app_log import ExchangeLog, exchange_log
from .request_thread import RequestThread
from .response_timeout import ResponseTimeout
from .tracing import events
from .wsgi_environ import environ_of
from .wsgi_response import WsgiResponse


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
        content = b"".join([part async for part in request.body])
        log, recorded = exchange_log.get(), events.get()
        thread = RequestThread(lambda: (exchange_log.set(log), events.set(recorded)))
        timeout = ResponseTimeout(request.seconds, str(request), self.root)

        def begin() -> WsgiResponse:
            response = WsgiResponse(self.app, environ_of(request, content), request)
            if response.is_closed:
                thread.end()
            return response

        try:
            response = await timeout.wait_for(thread.run(begin))
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
        except BaseException:
            thread.stop()
            raise
        return AppResponse(response.status, response.headers, WsgiBody(thread, response, timeout, log))


class WsgiBody:
    """The response body of a WSGI app; its thread produces a chunk when the client reads it."""

    def __init__(
        self, thread: RequestThread, response: WsgiResponse, timeout: ResponseTimeout, log: ExchangeLog | None
    ) -> None:
        self.thread = thread
        self.response = response
        self.timeout = timeout
        self.log = log

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (chunk := await self._next_chunk()) is not None:
            if chunk and not self.response.is_bodiless:
                yield chunk

    async def _next_chunk(self) -> bytes | None:
        """Return the next chunk, which may have been read already; raises `BrokenOffError` if the app fails."""
        try:
            if not self.response.ahead:
                chunk: bytes | None = await self.timeout.wait_for(self.thread.run(self.response.next_chunk))
                return chunk
            part = self.response.ahead.pop(0)
            if isinstance(part, BaseException):
                raise part
            return part
        except NoAnswerError:
            raise
        except Exception as error:
            if self.log is not None:
                self.log.add_error(error)
            raise BrokenOffError(f"The app failed: {error!r}") from error

    async def aclose(self) -> None:
        """Close the app's iterable in its thread, and end the thread; one that still runs is interrupted instead.

        Raises what the app's `close` raises, and `NoAnswerError`.
        """
        if self.thread.is_busy:
            self.thread.interrupt()
        elif not self.response.is_closed:
            await self.timeout.wait_for(self.thread.run(self.response.close))
        self.thread.stop()
        if self.response.close_error is not None:
            raise self.response.close_error
