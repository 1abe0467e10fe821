"""Send every request to a server on this machine."""

import ssl

import httpx2

from .process import HOST
from .tls import Certificate

# As many connections are open as a test needs, and one that half a second has not used is not used again. Servers close
# it after two (gunicorn) to five (hypercorn), which over HTTP/2 a client sees only by its next request: it fails with
# "Server disconnected" (measured: after a pause of 4.94 to 5.0 seconds, with the client's usual limit of five).
LIMITS = httpx2.Limits(keepalive_expiry=0.5)


class LoopbackTransport(httpx2.AsyncBaseTransport):
    """A transport that sends every request to a port of this machine; with a certificate, over HTTP/2."""

    def __init__(self, port: int, certificate: Certificate | None) -> None:
        self.port = port
        self.scheme = "https" if certificate else "http"
        # Without encryption an empty context is enough: loading the system's authorities takes 20 ms.
        trust = certificate.trust if certificate else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        http2 = certificate is not None
        self.inner = httpx2.AsyncHTTPTransport(verify=trust, http1=not http2, http2=http2, limits=LIMITS)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url.copy_with(scheme=self.scheme, host=HOST, port=self.port)
        headers, stream, extensions = request.headers, request.stream, request.extensions
        routed = httpx2.Request(request.method, url, headers=headers, stream=stream, extensions=extensions)
        return await self.inner.handle_async_request(routed)

    async def aclose(self) -> None:
        await self.inner.aclose()
