"""Faults of the heads of requests: targets, hosts, dates and handshakes that no browser sends."""

import asyncio

from comparison.notes.probed_app import HANDSHAKE

from .fault import fault
from .protocol import HTTP1, HTTP2, answer_to

UNSERVABLE = (
    {":method": "CONNECT", ":authority": "localhost:443"},
    {":method": "GET", ":path": b"/\xc3\xa9", ":scheme": "https", ":authority": "localhost"},
    {":method": b"G\xc3\x89T", ":path": "/", ":scheme": "https", ":authority": "localhost"},
    {":method": "GET", ":path": b"/?\xff", ":scheme": "https", ":authority": "localhost"},
    {":method": "GET", ":path": "?", ":scheme": "https", ":authority": "localhost"},
)


@fault("protocol", "A request that no app can be given is a bad request, on a connection that lives on", targets=HTTP2)
async def unservable_requests(place):
    wire, statuses = place.wire(), []
    config = wire.frames.config
    config.validate_outbound_headers = config.normalize_outbound_headers = False
    for request in UNSERVABLE:
        wire.frames.send_headers(wire.frames.get_next_available_stream_id(), list(request.items()), end_stream=True)
        wire.flush()
        statuses.append(wire.status())
    wire.stream = wire.frames.get_next_available_stream_id()
    wire.head("GET", "/")
    assert [*statuses, wire.status()] == [*[400] * len(UNSERVABLE), 200]


UNREADABLE = {
    b"GET ? HTTP/1.1\r\n": b"400",
    b"GET http://[ HTTP/1.1\r\n": b"400",
    b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n": b"200",
    b"GET / HTTP/1.1\r\nSec-WebSocket-Protocol: \xff\r\n"
    + b"".join(f"{name}: {value}\r\n".encode() for name, value in HANDSHAKE.items()): b"400",
}
IN_HYPERCORN = "the fixes of hypercorn are not applied there, and Flask's own server takes some of these for requests"


@fault("protocol", "A target, an upgrade or a handshake that can't be read is refused or left alone", targets=HTTP1,
       waived={(framework, "run"): IN_HYPERCORN for framework in ("flask", "quart")})  # fmt: skip
async def unreadable_heads(place):
    for head, status in UNREADABLE.items():
        answer = await asyncio.to_thread(answer_to, place, head + b"Host: localhost\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 " + status), (head, answer[:60])


@fault("protocol", "A date beyond all dates is ignored")
async def odd_dates(place):
    async with place.client() as client:
        for name, more in (("If-Modified-Since", {}), ("If-Range", {"Range": "bytes=0-3"})):
            headers = {name: f"Mon, 01 Jan {'9' * 20} 00:00:00 GMT", **more}
            response = await client.get("/static/style.css", headers=headers)
            assert response.status_code in (200, 206), (name, response.status_code)


HOSTS = (".", "a..b", f"{'a' * 64}.example", "a" * 1000)


@fault("protocol", "A host that is no name is a bad request", targets=HTTP1)
async def odd_hosts(place):
    for host in HOSTS:
        for path in ("/", "/nowhere"):
            answer = await asyncio.to_thread(answer_to, place, f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert answer.startswith(b"HTTP/1.1 400"), (host, path, answer[:60])


@fault("protocol", "A WebSocket handshake is refused", targets=HTTP1,
       waived={("flask", "run"): "the development server takes it for a GET"})  # fmt: skip
async def handshakes(place):
    for path in ("/", "/nowhere", "/upload/"):
        wire = place.wire()
        wire.head("GET", path, HANDSHAKE)
        assert wire.status() == 403, path
