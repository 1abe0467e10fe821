"""Both proxies of a pair in this process: apps in place of servers, and requests in place of a browser."""

import asyncio
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx2

from comparison.targets.mirror import Mirror
from comparison.targets.proxied_side import ProxiedSide
from comparison.targets.proxy import RecordingProxy
from comparison.targets.server_log import ServerLog

PORTS = {"baseline": 5011, "candidate": 5012}
PAGE = [("sec-fetch-dest", "iframe"), ("sec-fetch-mode", "navigate")]


class Sent(NamedTuple):
    """A request that an app got; the names of its headers are in lower case."""

    method: str
    target: bytes
    headers: list
    body: bytes


class Answer(NamedTuple):
    """What a browser got; `is_whole` is False for a response without its end."""

    status: int
    headers: list
    body: bytes
    is_whole: bool = True


class Parts(httpx2.AsyncByteStream):
    """A response body in parts; one that is an exception is raised, an event is waited for."""

    def __init__(self, *parts):
        self.parts = parts
        self.closed = False

    async def __aiter__(self):
        for part in self.parts:
            if isinstance(part, Exception):
                raise part
            if isinstance(part, asyncio.Event):
                await part.wait()
            else:
                yield part

    async def aclose(self):
        self.closed = True


class FakeApp(httpx2.AsyncBaseTransport):
    """An app in place of a server: `answer` returns the response to a `Sent`, or raises."""

    def __init__(self, answer):
        self.answer = answer
        self.sent = []

    async def handle_async_request(self, request):
        body = b"".join([part async for part in request.stream])
        lines = [(name.decode().lower(), value.decode("latin-1")) for name, value in request.headers.raw]
        self.sent.append(Sent(request.method, request.extensions["target"], lines, body))
        return self.answer(self.sent[-1])


def answering(body=b"", status=200, *headers):
    """Return the answer of an app that gives every request the same response."""
    return lambda sent: httpx2.Response(status, headers=list(headers), stream=Parts(body))


class Listener:
    """What the proxies said: the requests, and the exchanges by number and side."""

    def __init__(self):
        self.requests = []
        self.exchanges = {}

    def began(self, request):
        self.requests.append(request)

    def ended(self, number, side, exchange):
        self.exchanges[number, side] = exchange


class Proxies:
    """The proxies of a pair, the apps behind them, and what they recorded."""

    def __init__(self, baseline, candidate=None, is_mirroring=True):
        self.listener = Listener()
        self.apps = {"baseline": FakeApp(baseline), "candidate": FakeApp(candidate or baseline)}
        log = ServerLog(Path("missing.log"), Path())
        baseline_side = ProxiedSide("baseline", self.apps["baseline"], log, PORTS["baseline"])
        candidate_side = ProxiedSide("candidate", self.apps["candidate"], log, PORTS["candidate"])
        self.sides = {"baseline": baseline_side, "candidate": candidate_side}
        self.mirror = Mirror(baseline_side, candidate_side, self.listener)
        self.mirror.is_on = is_mirroring
        numbers = count(1)
        self.proxies = {
            name: RecordingProxy(side, self.mirror, numbers, self.listener) for name, side in self.sides.items()
        }
        for proxy in self.proxies.values():
            proxy.framing_origin = "http://127.0.0.1:5010"

    async def get(self, target="/", side="baseline", headers=(), **options):
        return await self.ask("GET", target, side, headers, **options)

    async def ask(self, method, target, side="baseline", headers=(), parts=(b"",), leaves=None):
        """Send a request as a browser does, and wait until both sides have ended; return the answer.

        It disconnects when the event `leaves` is set, before the end of a body whose last part is None.
        """
        answer = await answer_of(self.proxies[side], scope(method, target, PORTS[side], headers), parts, leaves)
        await self.settled()
        return answer

    async def settled(self):
        """Wait until the mirror has nothing left to do."""
        while self.mirror.tasks:
            await asyncio.gather(*self.mirror.tasks)

    def sent(self, side):
        """Return the last request that an app got."""
        return self.apps[side].sent[-1]

    def exchange(self, side, number=1):
        return self.listener.exchanges[number, side]


def scope(method, target, port, headers=(), host=None):
    """Return the scope of a request (ASGI)."""
    path, _, query = target.partition("?")
    lines = [("host", host or f"127.0.0.1:{port}"), *headers]
    return {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in lines],
    }


async def answer_of(app, scope, parts=(b"",), leaves=None):
    """Call an ASGI app with a request in parts; return its answer."""
    messages, left = [], list(parts)

    async def receive():
        if left and left[0] is not None:
            part = left.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(left)}
        await (leaves or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message):
        messages.append(message)

    is_whole = True
    try:
        await app(scope, receive, send)
    except httpx2.TransportError:
        is_whole = False
    if not messages:
        return None
    body = b"".join(message.get("body", b"") for message in messages[1:])
    is_whole = is_whole and not messages[-1].get("more_body", False)
    lines = [(name.decode(), value.decode("latin-1")) for name, value in messages[0]["headers"]]
    return Answer(messages[0]["status"], lines, body, is_whole)
