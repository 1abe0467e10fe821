"""An httpx2 transport that calls an app by a function, in this process or in another."""

from collections.abc import AsyncIterator

import httpx2

from .app_call import AppBody, AppRequest, BrokenOffError, CallsApp, NoAnswerError


class AppTransport(httpx2.AsyncBaseTransport):
    """Passes requests to a caller of an app, and its errors on as those of httpx2."""

    def __init__(self, call: CallsApp) -> None:
        self.call = call

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the response, with its body as a stream; raises `httpx2.ReadTimeout`."""
        try:
            response = await self.call(_app_request(request))
        except NoAnswerError as error:
            raise httpx2.ReadTimeout(str(error)) from None
        except BrokenOffError as error:
            raise httpx2.RemoteProtocolError(str(error)) from error.__cause__
        stream = httpx2.ByteStream(b"") if response.body is None else _Body(response.body)
        return httpx2.Response(response.status, headers=response.headers, stream=stream)


class _Body(httpx2.AsyncByteStream):
    """The body of a response as a stream."""

    def __init__(self, body: AppBody) -> None:
        self.body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.body:
                yield chunk
        except NoAnswerError as error:
            raise httpx2.ReadTimeout(str(error)) from None
        except BrokenOffError as error:
            raise httpx2.RemoteProtocolError(str(error)) from error.__cause__

    async def aclose(self) -> None:
        try:
            await self.body.aclose()
        except NoAnswerError as error:
            raise httpx2.ReadTimeout(str(error)) from None


def _app_request(request: httpx2.Request) -> AppRequest:
    return AppRequest(
        request.method,
        request.url.scheme,
        request.url.netloc.decode("ascii"),
        request.url.raw_path.decode("ascii"),
        request.headers.raw,
        _body_parts(request),
        request.extensions.get("timeout", {}).get("read"),
    )


async def _body_parts(request: httpx2.Request) -> AsyncIterator[bytes]:
    """Yield the parts of the request body; nothing if the request has none."""
    if isinstance(request.stream, httpx2.AsyncByteStream):
        async for part in request.stream:
            yield part
