"""Record the exchanges of Werkzeug's test clients, with what happens inside of the app meanwhile."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import werkzeug.test
from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator

from ..targets.app_log import ExchangeLog, exchange_log, record_logs
from ..targets.tracing import events, trace_functions, trace_signals
from ..values.exchange import Body, BodyRecorder, Chunk, Exchange, Request
from ..values.trace import Event
from .environ import body_of, headers_of, target_of

# The key of an environ whose list gets whether the body of the response is made while it is sent.
_ARE_STREAMS = "comparison.are_streams"
RunsApp = Callable[..., tuple[Iterable[bytes], str, Any]]


class ExchangeRecorder:
    """Records the exchanges of a test: `begin` and `end` are called around it.

    `root` is the directory whose files appear in tracebacks. Files in `exclude` are not traced.
    """

    def __init__(self, root: Path, exclude: Collection[str] = ()) -> None:
        self.root = root
        self.exclude = exclude
        self.exchanges: list[_Exchange] = []
        self.traced: ExitStack | None = None
        self.apps: list[Any] = []

    def begin(self) -> None:
        self.exchanges, self.apps, self.traced = [], [], ExitStack()

    def end(self) -> tuple[Exchange, ...]:
        """Return the exchanges since `begin`, and stop tracing the apps."""
        if self.traced is not None:
            self.traced.close()
        self.traced = None
        exchanges = tuple(exchange.value() for exchange in self.exchanges)
        self.exchanges = []
        return exchanges

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Record every exchange of every client of Werkzeug's while this is open."""
        with ExitStack() as stack:
            stack.enter_context(record_logs())
            stack.enter_context(trace_signals())
            stack.enter_context(_marked_streams())
            stack.enter_context(patch.object(werkzeug.test, "run_wsgi_app", self.recorded(werkzeug.test.run_wsgi_app)))
            yield

    def recorded(self, run: RunsApp) -> RunsApp:
        """Return a function that sends a request to an app, as `run` does, and records the exchange."""

        def run_app(app: Any, environ: Any, buffered: bool = False) -> tuple[Iterable[bytes], str, Any]:
            __tracebackhide__ = True
            if events.get() is not None:
                # Werkzeug calls an HTTPException as an app, to make a response of it.
                return run(app, environ, buffered)
            self._trace(app)
            are_streams: list[bool] = []
            environ = {**environ, _ARE_STREAMS: are_streams}
            exchange = _Exchange(environ, self.root)
            self.exchanges.append(exchange)
            with exchange.open():
                try:
                    body, status, headers = run(app, environ, buffered)
                except Exception:
                    exchange.broken = True
                    raise
                exchange.begin_response(status, headers)
                is_stream = any(are_streams) or (not are_streams and hasattr(body, "__next__"))
                if not is_stream:
                    parts = exchange.recorded_at_once(body)
            return (exchange.recorded(body) if is_stream else parts), status, headers

        return run_app

    def _trace(self, app: Any) -> None:
        """Trace an app until the end of the test, from its first request on."""
        if self.traced is not None and not any(known is app for known in self.apps):
            self.apps.append(app)
            self.traced.enter_context(trace_functions(app, self.exclude))


@contextmanager
def _marked_streams() -> Iterator[None]:
    """Note in the environ of each request to a Flask app whether the body of its response is a stream."""
    original = Response.get_wsgi_response

    def get_wsgi_response(self: Response, environ: Any) -> Any:
        # The response that Werkzeug makes of an HTTPException has read its parts.
        is_stream = not self.is_sequence and not isinstance(self.response, ClosingIterator)
        environ.get(_ARE_STREAMS, []).append(is_stream)
        return original(self, environ)

    with patch.object(Response, "get_wsgi_response", get_wsgi_response):
        yield


class _Exchange:
    """An exchange in progress."""

    def __init__(self, environ: dict[str, Any], root: Path) -> None:
        content = body_of(environ)
        if not environ["wsgi.input"].seekable():
            environ["wsgi.input"] = BytesIO(content)
        method = environ["REQUEST_METHOD"]
        self.request = Request(method, target_of(environ), tuple(headers_of(environ)), Body.of(content))
        self.status = 0
        self.headers: tuple[tuple[str, str], ...] = ()
        self.body = BodyRecorder()
        self.chunks: list[Chunk] = []
        self.sent_at = time.monotonic()
        self.at = 0.0
        self.complete = False
        self.broken = False
        self.events: list[Event] = []
        self.log = ExchangeLog(root)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Add what happens in the app while this is open."""
        token, log_token = events.set(self.events), exchange_log.set(self.log)
        try:
            yield
        finally:
            events.reset(token)
            exchange_log.reset(log_token)

    def begin_response(self, status: str, headers: Any) -> None:
        self.status, self.at = int(status.partition(" ")[0]), time.time()
        self.headers = tuple((name.lower(), value) for name, value in headers)

    def recorded_at_once(self, body: Iterable[bytes]) -> "_Parts":
        """Read the whole body, and return it; closing it closes the response."""
        parts = _Parts(body)
        for part in parts:
            self._add(part)
        self.complete = True
        return parts

    def recorded(self, body: Iterable[bytes]) -> "_Stream":
        return _Stream(self, body)

    def _add(self, part: bytes) -> None:
        self.body.add(part)
        self.chunks.append(Chunk(time.monotonic() - self.sent_at, len(part)))

    def value(self) -> Exchange:
        is_failed = self.broken or self.status >= 500
        return Exchange(
            self.request,
            self.status,
            self.headers,
            self.body.body,
            tuple(self.chunks),
            self.at,
            self.complete,
            self.broken,
            trace=tuple(self.events),
            log=self.log.text if is_failed else "",
        )


class _Parts(list[bytes]):
    """The parts of a body that was read."""

    def __init__(self, body: Iterable[bytes]) -> None:
        super().__init__(body)
        self._body = body

    def close(self) -> None:
        _close(self._body)


class _Stream(Iterator[bytes]):
    """A body that is recorded as the test reads it."""

    def __init__(self, exchange: _Exchange, body: Iterable[bytes]) -> None:
        self.exchange = exchange
        self.body = body
        self.parts = iter(body)

    def __next__(self) -> bytes:
        with self.exchange.open():
            try:
                part = next(self.parts)
            except StopIteration:
                self.exchange.complete = True
                raise
        self.exchange._add(part)
        return part

    def close(self) -> None:
        with self.exchange.open():
            _close(self.body)


def _close(body: Iterable[bytes]) -> None:
    """Close a body, if it can be closed (PEP 3333)."""
    close = getattr(body, "close", None)
    if close is not None:
        close()
