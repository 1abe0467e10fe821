"""Faults of the protocol: requests that no browser sends."""

import asyncio
import gzip
import socket
from contextlib import suppress
from itertools import product

import h2.errors
import h2.exceptions
import h2.settings
import psutil

from comparison.targets.wire import Http2Wire, Wire

from ..promises.place import FORM, HOST, answers, content_of, download_path, settled, upload
from .fault import ANY, fault
from .uploads import limited

HTTP1 = ("run", "hypercorn", "hypercorn-2")
HTTP2 = ("hypercorn-h2",)
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
BOTH_LENGTHS = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED
BY_H11 = (
    "h11 goes by the chunks and then takes the next request from the connection, which RFC 9112 (6.1) lets it, and "
    "advises against. Behind a proxy that goes by the length it would be another client's: nginx refuses it (tested)"
)
AMBIGUOUS = (
    b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + SMUGGLED,
    b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    b"Content-Length: +5\r\n\r\nhello" + SMUGGLED,
    b"Transfer-Encoding: chunked\r\n\r\n5;x\nhello\r\n0\r\n\r\n" + SMUGGLED,
)
PATHS = ("/%00", "/%ff%fe", "/upload/%00", "/%2e%2e/%2e%2e/etc/passwd", "/uploads/%ff", "/static/%ff",
         "/" + "a" * 8000, "/login?next=%ff%00", "/messages/?category=%00", "/abort/99999999999999999999",
         "/large.csv?rows=%D9%A3")  # fmt: skip
MALFORMED = (
    b"GET\r\n\r\n", b"\r\n\r\n\r\n", b"\0" * 100, b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", b"GET / HTTP/1.1\r\nHost: [\r\n\r\n",
    b"G\xc3\x89T / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /upload/ HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /upload/ HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /upload/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"POST /upload/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"a=b; " * 3000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 1_000_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(b"X-%d: a\r\n" % number for number in range(5000)) + b"\r\n",
)  # fmt: skip


def answer_to(place, request: bytes) -> bytes:
    """Send bytes on a new connection; return the response until it pauses for two seconds."""
    wire, answer = place.wire(), b""
    with suppress(OSError):
        wire.socket.settimeout(2)
        wire.raw(request)
        while part := wire.socket.recv(65536):
            answer += part
    wire.close()
    return answer


@fault("protocol", "A request whose length is in doubt is one request at most", targets=HTTP1)
async def smuggled_request(place):
    for lines in AMBIGUOUS:
        await is_one(place, lines)


@fault(
    "protocol",
    "A request with a length and in chunks is one request at most",
    targets=HTTP1,
    waived={place: BY_H11 for place in product(("flask", "quart"), HTTP1) if place != ("flask", "run")},
)
async def two_lengths(place):
    await is_one(place, BOTH_LENGTHS)


async def is_one(place, lines: bytes) -> None:
    answer = await asyncio.to_thread(answer_to, place, b"POST /messages/ HTTP/1.1\r\nHost: localhost\r\n" + lines)
    assert answer.count(b"HTTP/1.1 ") <= 1, (lines, answer[:40])


@fault("protocol", "A malformed request is refused or broken off, and nobody else notices", targets=HTTP1)
async def malformed_requests(place):
    answers_ = await asyncio.gather(*(asyncio.to_thread(answer_to, place, request) for request in MALFORMED))
    for request, answer in zip(MALFORMED, answers_, strict=True):
        assert not answer.startswith(b"HTTP/1.1 5"), (request[:60], answer[:100])


@fault("protocol", "A path or a query of any bytes is no error of the server's")
async def odd_paths(place):
    async with place.client() as client:
        for path in PATHS:
            response = await client.get(path)
            assert response.status_code < 500, (path[:50], response.status_code)


@fault("protocol", "Any method is answered, and none of them fails")
async def odd_methods(place):
    async with place.client() as client:
        for method in ("PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "get", "X" * 100):
            response = await client.request(method, "/upload/")
            assert 400 <= response.status_code < 500 or method == "get", (method, response.status_code)


@fault("protocol", "A thousand ranges of a file cost no more than one", naive=False)
async def many_ranges(place):
    async with place.client() as client:
        page = (await client.post("/upload/", content=upload(1_000_000), headers=FORM)).text
        path = download_path(page)
        many = ",".join(f"{start}-" for start in range(1000))
        for value in (f"bytes={many}", "bytes=-", "bytes=9-1", "bytes=0-99999999999999999999", "lines=1-2", "bytes=-0"):
            response = await client.get(path, headers={"Range": value})
            assert response.status_code in (200, 206, 416), (value[:30], response.status_code)
            assert len(response.content) <= 1_000_000


@fault("protocol", "A body that says it is compressed is taken as it is, not unpacked")
async def compressed_body(place):
    body, headers = upload(1000), FORM | {"Content-Encoding": "gzip"}
    async with place.client() as client:
        assert (await client.post("/upload/", content=body, headers=headers)).status_code == 200
        bomb = gzip.compress(upload(10_000_000))
        assert (await client.post("/upload/", content=bomb, headers=headers)).status_code < 500
    assert place.stored() == [content_of(body)]


@fault("protocol", "A server without descriptors serves again once they are free", room=128, tracebacks=ANY)
async def out_of_descriptors(place):
    with limited(place, psutil.RLIMIT_NOFILE, max(process.num_fds() for process in place.server.family()) + 16):
        sockets = [socket.create_connection((HOST, place.server.port), timeout=10) for _ in range(60)]
        await asyncio.sleep(0.5)
        for connection in sockets:
            connection.close()
    await settled(place.files)
    await answers(place)


@fault("protocol", "Streams that are opened and reset at once leave the others served", targets=HTTP2)
async def rapid_reset(place):
    for _ in range(3):
        wire = place.wire()
        assert isinstance(wire, Http2Wire)
        with suppress(OSError, h2.exceptions.ProtocolError):
            for _ in range(1000):
                stream = wire.frames.get_next_available_stream_id()
                pseudo = {":method": "GET", ":path": "/large.csv", ":scheme": "https", ":authority": "localhost"}
                wire.frames.send_headers(stream, list(pseudo.items()), end_stream=True)
                wire.frames.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
                wire.flush()
    await answers(place)
    rows = await settled(place.rows)
    before = place.cpu()
    await asyncio.sleep(1)
    assert place.cpu() - before < 0.5, f"{place.cpu() - before:.1f} s of CPU, {rows} thousand rows"


@fault("protocol", "A flood of pings and settings leaves the others served", targets=HTTP2)
async def control_flood(place):
    wire = place.wire()
    with suppress(OSError, h2.exceptions.ProtocolError):
        for number in range(5000):
            wire.frames.ping(number.to_bytes(8, "big"))
            wire.frames.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 65535 + number})
            wire.flush()
    await answers(place)


@fault("protocol", "A flood of priorities leaves the others served, and its own connection", targets=HTTP2)
async def priority_flood(place):
    wire = place.wire()
    for number in range(3000):
        wire.frames.prioritize(2 * number + 3, weight=16)
    wire.flush()
    wire.head("GET", "/")
    assert wire.status() == 200


@fault("protocol", "A client that ends TLS too late or never harms nobody, and no log", targets=HTTP2, seconds=45)
async def open_ends(place):
    def leave(act):
        wire = Wire(place.server.port, place.app_runner.certificate)
        wire.raw(b"no request\r\n\r\n")
        act(wire)

    await asyncio.gather(*(asyncio.to_thread(leave, act) for act in (Wire.send_until_closed, Wire.leave_tls_open)))
