"""Raw requests with one odd header each: `PYTHONPATH=tests python -m lab.fuzz.raw` sends them to both apps on a server.

In each case one header of a usual request is replaced, or one is added, and some have an odd target too. No answer may
be an error of the server's, no traceback may be printed, and both apps must answer alike.
"""

import http.client
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from random import Random
from typing import Any, NamedTuple

import click
import h2.events
import h2.exceptions

from comparison.notes.probed_app import HANDSHAKE
from comparison.targets.wire import Http2Wire, Wire

from ..faults.fault import TRACEBACK
from ..promises.place import FORM as MULTIPART
from ..promises.place import TWINS, Place, served, upload
from .answer import Answer, Left, answer_of
from .judge import Finding, Tally, differences, errors
from .words import TEXTS, text

# Seconds without a byte, after which a server waits for more of an unfinished request; a busy one answers in PATIENCE.
SILENCE, PATIENCE = 0.7, 20.0
TARGETS = ("hypercorn", "hypercorn-h2")
FORM = "application/x-www-form-urlencoded"
LOGIN = b"username=admin&password=wrong"
UPLOAD = upload(300)
PAGES = (
    ("GET", "/", {}, b""),
    ("GET", "/static/style.css", {"If-None-Match": '"a"', "Range": "bytes=0-9", "If-Range": '"a"'}, b""),
    ("GET", "/upload/", {"Cookie": "session=a"}, b""),
    ("GET", "/nowhere", {}, b""),
    ("GET", "/", {**HANDSHAKE, "Sec-WebSocket-Protocol": "a"}, b""),
    ("GET", "/", {"Connection": "Upgrade", "Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"}, b""),
    ("POST", "/login", {"Content-Type": FORM, "Content-Length": str(len(LOGIN)), "Origin": "http://localhost"}, LOGIN),
    ("POST", "/upload/", {**MULTIPART, "Content-Length": str(len(UPLOAD)), "Sec-Fetch-Site": "same-origin"}, UPLOAD),
)
NAMES = (
    "Host", "Cookie", "Content-Type", "Content-Length", "Transfer-Encoding", "Content-Encoding", "Range", "If-Range",
    "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Accept", "Accept-Language", "Origin",
    "Accept-Encoding", "Accept-Charset", "User-Agent", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Authorization",
    "Proxy-Authorization", "Expect", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Max-Forwards", "Date",
    "Cache-Control", "Pragma", "Via", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host",
    "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP", "X-HTTP-Method-Override", "X-Requested-With",
    "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions",
    "HTTP2-Settings", "Priority", "Early-Data", "DNT", "From", "Warning",
)  # fmt: skip
VALUES = (
    b"", b" ", b"\t", b"0", b"-1", b"+1", b"1e9", b"9" * 30, b"1_0", b"0x10", b"\xd9\xa3", b"\xff", b"\x80",
    b"\xc3\xa9", b"*", b"*/*;q=x", b";", b",", b"=", b'"', b"'", b"\\", b"%00", b"%", b"a;b=c", b'a;b="', b"a=b; a=c",
    b"session=", b"session=.", b"session=a.b.c", b"bytes=-", b"bytes=0-", b"bytes=9-1", b"bytes=0-0,2-3",
    b"bytes=\xd9\xa3-", b"bytes=99999999999999999999-", b"W/", b'W/"', b'"a', b"chunked", b"gzip, chunked",
    b"identity", b"100-continue", b"close", b"upgrade", b"websocket", b"h2c", b"Basic", b"Basic =", b"Basic \xff",
    b"Basic OjpfOg==", b"Bearer a", b"Digest a=b", b"multipart/form-data", b"multipart/form-data; boundary=",
    b'multipart/form-data; boundary="', b"multipart/form-data; boundary=\xff", b"text/html; charset=x",
    b"application/json", b"; charset=utf-16", b"application/x-www-form-urlencoded; charset=utf-7", b"http://[",
    b"http://[::1", b"https://evil.example", b"null", b"//", b"javascript:", b"localhost:x", b"localhost:99999",
    b"localhost:-1", b"[::1", b"[::1]", b"a b", b"a@b", b".", b"a..b", b"a" * 64, b"a" * 300, b"xn--",
    b"Thu, 01 Jan 1970 00:00:00 GMT", b"Thu, 99 Foo 9999", b"Thu, 01 Jan 99999999999999999999 00:00:00 GMT",
    b"Thu, 99999999999999999999 Jan 1970 00:00:00 GMT", b"Thu, 01 Jan 1970 00:00:00 +99999999999999999999",
    b"AAQAAAAA_w==", b"AAX_____", b"a" * 8000, b"1, 2", b"for=_x;proto=", b"unknown",
    b"127.0.0.1, ::1", b"cross-site", b"same-origin", b"trailers", b"13", b"\x0b", b"\x7f", b"en;q=\xd9\xa3",
    b"q=1;q=2", b"," * 500, b";" * 500, b"a," * 500, b"(((((", b"{{7*7}}", b"<script>",
)  # fmt: skip

ODD_TARGETS = (
    "?", "?a", ";", "#", "%00", "*", "//", "//[", "/[", "/?", "/?%ff", "/%ff", "/..", "/.//", "/?[", "/#a", "/;a=b",
    "http://[", "http://[zz]/", "http://a%5b/", "http://localhost", "http://localhost/login", "http://a@b/", "HTTP://a/",
    "http://%E2%84%80/", "http:", "https://", "ftp://localhost/", "localhost:443", "/static/%2e%2e/%00",
    "/login?next=%ff",
)  # fmt: skip


class Raw(NamedTuple):
    """A request: its method, path, headers in order, and body."""

    method: str
    path: str
    headers: tuple[tuple[str, bytes], ...]
    body: bytes


def odd_request(random: Random) -> Raw:
    """Return a usual request in which one header is odd."""
    method, path, headers, body = random.choice(PAGES)
    name = random.choice(NAMES)
    usual = {"Host": "localhost", **headers} | ({} if random.random() < 0.5 else {"Accept": "*/*"})
    pairs = [(key, value.encode()) for key, value in usual.items() if key != name]
    pairs.insert(random.randrange(len(pairs) + 1), (name, odd_value(random)))
    if random.random() < 0.1:
        pairs.append((name, odd_value(random)))
    return Raw(method, random.choice(ODD_TARGETS) if random.random() < 0.1 else path, tuple(pairs), body)


def odd_value(random: Random) -> bytes:
    """Return a value that a server passes on: no end of the line is in it."""
    match random.randrange(6):
        case 0:
            value = text(random, TEXTS).encode()
        case 1:
            value = random.choice(VALUES) + random.choice(VALUES)
        case 2:
            value = random.randbytes(random.randrange(20))
        case _:
            value = random.choice(VALUES)
    return value.translate(None, b"\r\n\0")


def is_unfinished(raw: Raw) -> bool:
    """Return whether the server has to wait for more of the body: Flask's view begins at its end (FD800)."""
    lengths = [value.strip() for name, value in raw.headers if name == "Content-Length"]
    chunked = any(name == "Transfer-Encoding" for name, _ in raw.headers)
    return chunked or any(value.isdigit() and int(value) > len(raw.body) for value in lengths)


def ask(place: Place, raw: Raw) -> Answer:
    """Send a request on a new connection; return the answer, status 0 for none."""
    wire = place.wire()
    wire.socket.settimeout(SILENCE if is_unfinished(raw) else PATIENCE)
    try:
        status, headers, body = ask_http2(wire, raw) if isinstance(wire, Http2Wire) else ask_http1(wire, raw)
    finally:
        place.wires.remove(wire)
        wire.close()
    return answer_of(status, headers, body, Left())


Parts = tuple[int, list[tuple[str, str]], bytes]
NO_ANSWER: Parts = (0, [], b"")


def ask_http1(wire: Wire, raw: Raw) -> Parts:
    lines = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in raw.headers)
    with suppress(OSError, http.client.HTTPException, ssl.SSLError):
        wire.raw(f"{raw.method} {raw.path} HTTP/1.1\r\n".encode() + lines + b"\r\n" + raw.body)
        response = http.client.HTTPResponse(wire.socket, method=raw.method)
        response.begin()
        return response.status, response.getheaders(), response.read()
    return NO_ANSWER


def ask_http2(wire: Http2Wire, raw: Raw) -> Parts:
    config: Any = wire.frames.config
    config.validate_outbound_headers = config.normalize_outbound_headers = False
    pairs = [(name.lower(), value) for name, value in raw.headers]
    hosts = [value for name, value in pairs if name == "host"]
    pseudo = {":method": raw.method, ":path": raw.path, ":scheme": "https", ":authority": hosts[0] if hosts else b""}
    head: Any = [*pseudo.items(), *((name, value) for name, value in pairs if name != "host")]
    answered: list[Any] = []
    with suppress(OSError, h2.exceptions.ProtocolError):
        wire.frames.send_headers(wire.stream, head, end_stream=not raw.body)
        if raw.body:
            wire.frames.send_data(wire.stream, raw.body, end_stream=True)
        wire.flush()
        while not answered or not isinstance(answered[-1], h2.events.StreamEnded):
            answered.append(wire.event())
            if isinstance(answered[-1], h2.events.StreamReset | h2.events.ConnectionTerminated):
                return NO_ANSWER
    heads = [event.headers or [] for event in answered if isinstance(event, h2.events.ResponseReceived)]
    if not heads:
        return NO_ANSWER
    headers = [(name.decode(), value.decode("latin-1")) for name, value in heads[0] if not name.startswith(b":")]
    body = b"".join(event.data or b"" for event in answered if isinstance(event, h2.events.DataReceived))
    return int(dict(heads[0])[b":status"]), headers, body


def judged(places: list[Place], raw: Raw, seen: dict[Place, int]) -> Iterator[Finding]:
    """Yield errors, tracebacks and differences of both apps' answers to a request.

    `seen` is how many characters of a place's log were searched before.
    """
    flask, quart = (ask(place, raw) for place in places)
    # h11 refuses an unknown transfer coding with 501, as RFC 9112 (6.1) asks it to.
    if not (flask.status == quart.status == 501 and any(name == "Transfer-Encoding" for name, _ in raw.headers)):
        yield from errors(flask, quart)
    if not is_unfinished(raw):
        yield from differences(flask, quart)
        if (flask.status == 0) != (quart.status == 0):
            yield Finding("difference", "answered", f"{flask.status} != {quart.status}")
    for place in places:
        printed = place.printed()
        if traceback := TRACEBACK.search(printed, seen.get(place, 0)):
            yield Finding("traceback", str(place.app), printed[traceback.start() :][-300:])
        # What is printed late is reported with the next request.
        seen[place] = len(printed)


def run(target: str, count: int, seed: int) -> Tally:
    """Send `count` requests to both apps on a server; print the first findings, and return how many there were."""
    tally = Tally()
    with ExitStack() as stack:
        seen: dict[Place, int] = {}
        places = [stack.enter_context(served(app, target, {"LOGIN_TRIES": str(10**9)})) for app in TWINS]
        for number in range(count):
            raw = odd_request(Random(f"{seed} {number}"))
            for finding in judged(places, raw, seen):
                tally.add(finding, f"{target} {seed} {number}", raw)
    return tally


@click.command()
@click.option("--count", default=10_000, help="How many requests to each app on each target.")
@click.option("--seed", default=1)
@click.option("--target", "targets", multiple=True, type=click.Choice(TARGETS), default=TARGETS)
def main(count: int, seed: int, targets: tuple[str, ...]) -> None:
    """Send requests with odd headers; exit with 1 if an app failed, printed a traceback, or differed from the other."""
    failed = False
    for target in targets:
        tally = run(target, count, seed)
        failed = failed or bool(tally)
        click.echo(f"{target}: {count} requests to each app; findings: {dict(tally) or 'none'}")
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
