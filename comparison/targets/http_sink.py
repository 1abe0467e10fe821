"""An HTTP server on this machine that records what an app sends elsewhere."""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import ClientDisconnected
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request as SentRequest
from werkzeug.wrappers import Response

from ..values.exchange import Body, Exchange, Headers, Request
from .process import HOST

# What each HTTP library sets by itself, or what names the sink.
_OF_LIBRARY = frozenset(
    (
        "host", "user-agent", "accept", "accept-encoding", "connection", "content-length", "transfer-encoding",
        "keep-alive", "expect",
    )
)  # fmt: skip
# Seconds between two looks at whether the server is to stop.
_POLL = 0.05


@dataclass(frozen=True)
class Answer:
    """What the sink answers to a request: its status, its headers as a mapping or as pairs, and its body."""

    status: int = 200
    headers: Mapping[str, str] | Headers = (("Content-Type", "application/json"),)
    body: bytes | str = b"{}"


class HttpSink:
    """A server that records each request and answers with 200 and `{}`, unless a test sets another answer.

    `received` are the requests in the order in which they came, each as an exchange: "SENT POST /path", the status that
    was answered, the headers except those that every library sets by itself, and the body.
    """

    def __init__(self) -> None:
        self.received: list[Exchange] = []
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self._lock = threading.Lock()
        self._server: BaseWSGIServer | None = None
        self._thread = threading.Thread(target=self._serve, name="HTTP sink", daemon=True)

    def start(self) -> None:
        """Start the server on a free port."""
        self._server = make_server(HOST, 0, self._app, threaded=True, request_handler=_SilentHandler)
        self._thread.start()

    def _serve(self) -> None:
        if self._server is not None:
            self._server.serve_forever(_POLL)

    @property
    def address(self) -> str:
        """The address of the server, "" before its start."""
        return "" if self._server is None else f"http://{HOST}:{self._server.port}"

    def answer(self, method: str, path: str, *answers: Answer) -> None:
        """Set what requests of a method to a path get: the answers in turn, of which the last stays."""
        with self._lock:
            self._answers[method, path] = list(answers)

    def clear(self) -> None:
        """Forget what was received, and the answers of the test."""
        with self._lock:
            self.received.clear()
            self._answers.clear()

    def stop(self) -> None:
        """End the server."""
        if self._server is not None:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None

    def _app(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Record a request, and answer it (WSGI)."""
        request = SentRequest(environ)
        complete, content = True, b""
        try:
            content = request.get_data()
        except (ClientDisconnected, OSError):
            complete = False
        answer = self._record(request, content, complete)
        headers = answer.headers.items() if isinstance(answer.headers, Mapping) else answer.headers
        response = Response(answer.body, answer.status, list(headers))
        return response(environ, start_response)

    def _record(self, request: SentRequest, content: bytes, complete: bool) -> Answer:
        lines = tuple((name.lower(), value) for name, value in request.headers if name.lower() not in _OF_LIBRARY)
        target = request.full_path if request.query_string else request.path
        with self._lock:
            answers = self._answers.get((request.method, request.path)) or [Answer()]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            sent = Request("SENT", f"{request.method} {target}")
            self.received.append(
                Exchange(sent, answer.status, tuple(sorted(lines)), Body.of(content), at=time.time(), complete=complete)
            )
        return answer


class _SilentHandler(WSGIRequestHandler):
    """Handles connections without a log."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        return
