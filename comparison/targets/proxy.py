"""A recording reverse proxy for a side of a pair, as an ASGI app."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import aclosing, suppress
from typing import Any
from urllib.parse import urlsplit

import httpx2

from ..values.exchange import Exchange
from ..values.proxied import ProxiedRequest, ProxyListener
from ..values.proxy_headers import end_to_end, framed, without_conditions, without_encoding
from .exchange_record import ExchangeRecord
from .local_requests import (
    answer,
    header,
    is_own_host,
    purpose,
    refuse_host,
    refuse_websocket,
    serve_lifespan,
    target_of,
)
from .mirror import Mirror
from .proxied_side import ProxiedSide
from .spooled_body import SpooledBody


class RecordingProxy:
    """Passes requests on to a side's app, and the responses back, streamed both ways; records each exchange.

    Only `framing_origin` may frame the pages, besides those whom the app allows. Requests to the baseline are sent to
    the candidate by the `mirror` too, while that is on; the candidate's proxy shows what it has got.
    """

    def __init__(self, side: ProxiedSide, mirror: Mirror, numbers: Iterator[int], listener: ProxyListener) -> None:
        self.side = side
        self.mirror = mirror
        self.numbers = numbers
        self.listener = listener
        self.framing_origin = ""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await serve_lifespan(receive, send)
        elif scope["type"] == "websocket":
            await refuse_websocket(scope, receive, send)
        elif not is_own_host(scope, self.side.port):
            await refuse_host(send, self.side.port)
        elif self.side.name == "candidate" and self.mirror.has(scope):
            await self.mirror.show(scope, send, self.framing_origin)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        is_mirrored = self.side.name == "baseline" and self.mirror.is_on
        request = _described(scope, next(self.numbers), self.side, is_mirrored)
        self.listener.began(request)
        lines = without_conditions(end_to_end(scope["headers"]))
        if self.side.name == "candidate":
            # Both sides share the browser's cookies, of which an id of a session on the server is the baseline's.
            lines = self.mirror.with_own_cookies(lines)
        body = SpooledBody(receive, is_mirrored)
        record = self.side.record(request.method, request.target, lines, body.parts())
        ended: asyncio.Future[Exchange] = asyncio.get_running_loop().create_future()
        if is_mirrored:
            self.mirror.start(request, lines, body, ended)
        try:
            await self._relay(record, body, send)
        finally:
            exchange = await self.side.exchange(record)
            ended.set_result(exchange)
            self.listener.ended(request.number, self.side.name, exchange)

    async def _relay(self, record: ExchangeRecord, body: SpooledBody, send: Any) -> None:
        """Send a request on and its response back, until one side ends; raises an error that cuts the response off."""
        relay = asyncio.create_task(self._answer(record, body, send))
        disconnect = asyncio.create_task(body.until_disconnect())
        await asyncio.wait([relay, disconnect], return_when=asyncio.FIRST_COMPLETED)
        for task in (disconnect, relay):
            task.cancel()
        with suppress(asyncio.CancelledError):
            await relay

    async def _answer(self, record: ExchangeRecord, body: SpooledBody, send: Any) -> None:
        try:
            response = await self.side.send(record)
        except httpx2.TransportError as error:
            await answer(send, 502, f"The {self.side.name} gives no answer: {error!r}\n")
            return
        body.stop_passing_on()
        lines = framed(without_encoding(end_to_end(response.headers.raw)), self.framing_origin)
        await send({"type": "http.response.start", "status": response.status_code, "headers": lines})
        async with aclosing(self.side.chunks(record, response)) as chunks:
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        if body.is_kept:
            # A server may answer before it has read all; the mirror needs the rest.
            await body.arrived.wait()
        await send({"type": "http.response.body", "body": b""})


def _described(scope: Mapping[str, Any], number: int, side: ProxiedSide, is_mirrored: bool) -> ProxiedRequest:
    referrer = urlsplit(header(scope, b"referer"))
    is_own = referrer.netloc == header(scope, b"host")
    return ProxiedRequest(
        number,
        side.name,
        scope["method"],
        target_of(scope),
        purpose(scope),
        time.time(),
        referrer._replace(scheme="", netloc="", fragment="").geturl() if is_own else "",
        is_mirrored,
    )
