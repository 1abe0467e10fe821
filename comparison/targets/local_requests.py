"""Requests to a server of this process: whom it answers, and short answers of its own (ASGI)."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..values.proxied import Purpose, purpose_of
from .process import HOST

_NAMES = (HOST, "localhost")
PLAIN = "text/plain; charset=utf-8"


def header(scope: Mapping[str, Any], name: bytes) -> str:
    """Return the value of a request's header; "" without it."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def target_of(scope: Mapping[str, Any]) -> str:
    """Return the target of a request as the client sent it."""
    query = scope["query_string"].decode("latin-1")
    path: str = scope["raw_path"].decode("latin-1")
    return f"{path}?{query}" if query else path


def purpose(scope: Mapping[str, Any]) -> Purpose:
    """Return what a request is for."""
    return purpose_of(*(header(scope, name) for name in (b"sec-fetch-dest", b"sec-fetch-mode", b"accept")))


def is_own_host(scope: Mapping[str, Any], port: int) -> bool:
    """Return whether a request names this machine and the server's port as its only Host.

    A page of another site may let its own name point to this machine (DNS rebinding); its Host still has that name.
    """
    hosts = [value.decode("latin-1").lower() for key, value in scope["headers"] if key == b"host"]
    return len(hosts) == 1 and hosts[0] in [f"{name}:{port}" for name in _NAMES]


async def answer(
    send: Any,
    status: int,
    body: bytes | str,
    content_type: str = PLAIN,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Send a whole response."""
    content = body.encode() if isinstance(body, str) else body
    lines = [(b"content-type", content_type.encode()), (b"content-length", b"%d" % len(content)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": content})


async def refuse_host(send: Any, port: int) -> None:
    """Answer a request for another host (RFC 9110, 15.5.20)."""
    await answer(send, 421, f"This server answers only for {HOST}:{port} and localhost:{port}.\n")


async def refuse_websocket(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
    """Refuse a WebSocket with 501, or where the server can't send that, with its own 403."""
    await receive()
    if "websocket.http.response" in scope.get("extensions", {}):
        text = b"`comparison demo` passes no WebSocket on: open the app itself for that.\n"
        lines = [(b"content-type", PLAIN.encode()), (b"content-length", b"%d" % len(text))]
        await send({"type": "websocket.http.response.start", "status": 501, "headers": lines})
        await send({"type": "websocket.http.response.body", "body": text})
    else:
        await send({"type": "websocket.close"})


async def serve_lifespan(receive: Any, send: Any) -> None:
    """Answer the events of an app's start and end."""
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
