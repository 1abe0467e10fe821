"""The same requests to a served app as a test would send them, recorded, so that two apps can be compared first."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import httpx2

from ..targets.app_runner import APP_HOST, TIMEOUT, LoopbackTransport
from ..targets.recording import RecordingClient, RecordingTransport
from ..values.exchange import Exchange

URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Sent:
    """A request of a workload, before it is made bytes."""

    method: str
    path: str
    body: bytes = b""
    media_type: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": self.media_type} if self.media_type else {}

    def head(self, cookie: str = "") -> bytes:
        """Return the request's head over HTTP/1.1."""
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {APP_HOST}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(self.body)}"] if self.body else []
        lines += [f"Cookie: {cookie}"] if cookie else []
        return "\r\n".join([*lines, "", ""]).encode("latin-1")


def conversation(port: int, sent: Sequence[Sent]) -> tuple[tuple[Exchange, ...], bytes, str]:
    """Send the requests to a server in order, with one cookie jar, until an answer is broken off.

    Returns the exchanges, the last body, and the cookies as a header.
    """

    async def talk() -> tuple[tuple[Exchange, ...], bytes, str]:
        transport, body = RecordingTransport(LoopbackTransport(port, None)), b""
        client = RecordingClient(transport, base_url=f"http://{APP_HOST}", timeout=TIMEOUT, trust_env=False)
        async with client:
            with suppress(httpx2.TransportError):
                for one in sent:
                    response = await client.request(one.method, one.path, content=one.body or None, headers=one.headers)
                    body = response.content
            request: httpx2.Request = client.build_request("GET", "/")
        return transport.conversation, body, request.headers.get("cookie", "")

    return asyncio.run(talk())
