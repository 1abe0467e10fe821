"""Send requests to an app that runs already."""

import asyncio
from contextlib import suppress

import httpx2

from ..errors import ConfigurationError, StartError
from ..sides import Side

# Seconds for a connection.
_SECONDS = 10.0
# Methods that change nothing (RFC 9110, 9.2.1).
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class UrlTransport(httpx2.AsyncBaseTransport):
    """Sends each request to the address of a side, and to no other; the app gets its own name as Host.

    In the headers of the response this name is replaced by `host`. Only requests that change nothing are sent, unless
    `allows_writes`.
    """

    def __init__(self, side: Side, host: str, allows_writes: bool) -> None:
        self.side = side
        self.host = host
        self.allows_writes = allows_writes
        self.inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Raises `ConfigurationError` for a request that may change something, where that is not allowed."""
        if request.method not in _SAFE and not self.allows_writes:
            raise ConfigurationError(
                f"{request.method} {request.url.path} may change the app at {self.side.url} (the {self.side.name}): "
                "run again with --allow-writes (in pytest --comparison-allow-writes) if that is wanted."
            )
        address = httpx2.URL(self.side.url)
        url = request.url.copy_with(scheme=address.scheme, host=address.host, port=address.port)
        lines = [(name, address.netloc if name.lower() == b"host" else value) for name, value in request.headers.raw]
        routed = httpx2.Request(
            request.method, url, headers=lines, stream=request.stream, extensions=request.extensions
        )
        response = await self.inner.handle_async_request(routed)
        own = self.host.encode()
        headers = [(name, value.replace(address.netloc, own)) for name, value in response.headers.raw]
        return httpx2.Response(
            response.status_code, headers=headers, stream=response.stream, extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self.inner.aclose()


async def check_answers(side: Side) -> None:
    """Raise `StartError` if nothing accepts connections at the address of a side."""
    address = httpx2.URL(side.url)
    port = address.port or (443 if address.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_SECONDS):
            _, writer = await asyncio.open_connection(address.host, port)
    except (OSError, TimeoutError) as error:
        reason = str(error) or "no answer in time"
        raise StartError(
            f"Nothing answers at {side.url} ({reason}): start the {side.name}, or correct `url` in "
            f"[tool.comparison.{side.name}]."
        ) from None
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
