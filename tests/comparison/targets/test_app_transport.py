"""The transport that calls an app: what the app gets, and its errors as those of httpx2."""

import httpx2
import pytest

from comparison.targets.app_call import AppResponse, BrokenOffError, NoAnswerError
from comparison.targets.app_transport import AppTransport


class _FailingBody:
    def __init__(self, error):
        self.error = error

    async def __aiter__(self):
        yield b"a"
        raise self.error

    async def aclose(self):
        return


def client_of(call, timeout=None):
    return httpx2.AsyncClient(transport=AppTransport(call), base_url="http://app.example.test", timeout=timeout)


@pytest.mark.parametrize("seconds", [None, 3.0])
async def test_request_is_passed_on_with_the_time_of_its_client(seconds):
    requests = []

    async def call(request):
        requests.append((request, [part async for part in request.body]))
        return AppResponse(204)

    async with client_of(call, seconds) as client:
        assert (await client.post("/a%20b?c=d", content=b"content")).status_code == 204
    [(request, parts)] = requests
    assert (str(request), request.path, request.query) == ("POST /a%20b?c=d", "/a b", "c=d")
    assert (request.scheme, request.host, request.seconds, parts) == ("http", "app.example.test", seconds, [b"content"])
    assert (request.header(b"content-length"), request.header(b"x-none")) == ("7", None)


@pytest.mark.parametrize(
    ("error", "expected"),
    [(NoAnswerError("no answer"), httpx2.ReadTimeout), (BrokenOffError("broken"), httpx2.RemoteProtocolError)],
    ids=["no answer", "broken off"],
)
async def test_errors_are_those_of_httpx2(error, expected):
    async def fails(request):
        raise error

    async def breaks_off(request):
        return AppResponse(200, [], _FailingBody(error))

    async with client_of(fails) as client:
        with pytest.raises(expected, match=str(error)):
            await client.get("/")
    async with client_of(breaks_off) as client:
        with pytest.raises(expected, match=str(error)):
            await client.get("/")
