"""A page of this program for the user of this machine, and no one else (ASGI)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from .local_requests import answer, header, is_own_host, refuse_host, refuse_websocket, serve_lifespan, target_of
from .process import HOST

# Bytes of a request body at most.
_MOST = 64 * 1024


@dataclass(frozen=True)
class PageRequest:
    """A request for the page or its data; `path` begins after the token."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class PageAnswer:
    """What the page's program answers."""

    body: bytes | str
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[bytes, bytes], ...] = ()


class PageServer:
    """Serves what `answers` returns, at addresses that begin with a random token.

    Nobody else knows the token. A request that changes something must come from the page itself, by its Origin.
    """

    def __init__(self, answers: Callable[[PageRequest], PageAnswer]) -> None:
        self.answers = answers
        self.token = token_urlsafe(12)
        self.port = 0

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/{self.token}/"

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await serve_lifespan(receive, send)
        elif scope["type"] == "websocket":
            await refuse_websocket(scope, receive, send)
        elif not is_own_host(scope, self.port):
            await refuse_host(send, self.port)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        target, method = target_of(scope), scope["method"]
        token, _, path = target.partition("?")[0].removeprefix("/").partition("/")
        if not compare_digest(token.encode("latin-1"), self.token.encode()):
            await answer(send, 404, "Open the address that `comparison demo` printed.\n")
        elif method not in ("GET", "HEAD", "POST"):
            await answer(send, 405, "GET and POST only.\n", headers=[(b"allow", b"GET, HEAD, POST")])
        elif method == "POST" and header(scope, b"origin") != self.origin:
            await answer(send, 403, "Only the page itself may send this.\n")
        elif (body := await _body(receive)) is None:
            await answer(send, 413, f"At most {_MOST} bytes.\n")
        else:
            request = PageRequest(method, path, target.partition("?")[2], body)
            page = await asyncio.to_thread(self.answers, request)
            lines = [(b"referrer-policy", b"no-referrer"), (b"x-content-type-options", b"nosniff"), *page.headers]
            await answer(send, page.status, b"" if method == "HEAD" else page.body, page.content_type, lines)


async def _body(receive: Any) -> bytes | None:
    """Return the body of a request; None for one that is too large."""
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message.get("body", b"")
        if len(body) > _MOST:
            return None
        if not message.get("more_body", False):
            break
    return body
