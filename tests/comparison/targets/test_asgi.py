"""The ASGI transport: separate chunks, backpressure, disconnects, and errors of the app."""

import asyncio
from contextlib import suppress

import httpx2
import pytest

from comparison.targets.app_log import ExchangeLog, exchange_log
from comparison.targets.app_transport import AppTransport
from comparison.targets.asgi import AsgiCaller

from .answering import START, answering, body


def client_of(app):
    return httpx2.AsyncClient(transport=AppTransport(AsgiCaller(app)), base_url="http://app.example.test", timeout=None)


async def run_other_tasks(count=20):
    """Let the other tasks of the loop run."""
    for _ in range(count):
        await asyncio.sleep(0)


async def response_of(app, method="GET", **options):
    async with asyncio.timeout(5), client_of(app) as client:
        return await client.request(method, "/", **options)


async def test_empty_response_is_empty():
    response = await response_of(answering(START, {"type": "http.response.body"}))
    assert (response.status_code, response.content) == (200, b"")


async def test_status_and_headers_arrive_as_they_were_sent():
    response = await response_of(answering({**START, "status": 418}, body(b"")))
    assert (response.status_code, response.headers.raw) == (418, [(b"x-a", b"1"), (b"x-a", b"2")])


async def test_headers_are_optional_in_asgi():
    assert (await response_of(answering({"type": "http.response.start", "status": 200}, body(b"a")))).text == "a"


async def test_chunks_stay_apart():
    app = answering(START, body(b"a", True), body(b"b", True), body(b"c"))
    async with client_of(app) as client, client.stream("GET", "/") as response:
        assert [chunk async for chunk in response.aiter_raw()] == [b"a", b"b", b"c"]


async def test_request_reaches_the_app():
    seen = {}

    async def app(scope, receive, send):
        seen.update(scope)
        await answering(START, body(b""))(scope, receive, send)

    async with client_of(app) as client:
        await client.put("/a%20b/é?c=d%20e", headers={"X-Thing": "1"})
    assert (seen["method"], seen["path"], seen["raw_path"]) == ("PUT", "/a b/é", b"/a%20b/%C3%A9")
    assert (seen["query_string"], seen["scheme"], seen["type"]) == (b"c=d%20e", "http", "http")
    assert {(b"host", b"app.example.test"), (b"x-thing", b"1")} <= set(seen["headers"])


async def echo(scope, receive, send):
    """Answer with the sizes of the parts of the request."""
    sizes, more = [], True
    while more:
        message = await receive()
        more = message["more_body"]
        sizes.append(len(message["body"]))
    await answering(START, body(" ".join(str(size) for size in sizes if size).encode()))(scope, receive, send)


async def test_request_without_a_body_has_none():
    assert (await response_of(echo)).text == ""


async def test_request_body_reaches_the_app():
    assert (await response_of(echo, "POST", content=b"hello")).text == "5"


async def test_chunks_of_a_request_stay_apart():
    async def chunks():
        for size in (1, 2, 3):
            yield b"x" * size

    assert (await response_of(echo, "POST", content=chunks())).text == "1 2 3"


async def test_app_can_answer_before_the_request_is_over():
    async def chunks():
        yield b"x"
        await asyncio.Event().wait()

    async with asyncio.timeout(5), client_of(answering(START, body(b"no"))) as client:
        assert (await client.post("/", content=chunks())).text == "no"


async def test_sending_waits_for_the_client():
    sent = []

    async def app(scope, receive, send):
        await send(START)
        for number in range(10):
            await send(body(b"x", True))
            sent.append(number)
        await send(body(b""))

    async with client_of(app) as client, client.stream("GET", "/") as response:
        await run_other_tasks()
        assert len(sent) <= 1
        chunks = response.aiter_raw()
        for read in range(1, 9):
            await anext(chunks)
            await run_other_tasks()
            assert len(sent) <= read + 1
        assert len([chunk async for chunk in chunks]) == 2
    assert len(sent) == 10


@pytest.mark.parametrize("read", [0, 1], ids=["after the head", "after a chunk"])
async def test_app_is_notified_when_the_client_disconnects(read):
    disconnected = asyncio.Event()

    async def app(scope, receive, send):
        await send(START)
        await send(body(b"x", True))
        while (await receive())["type"] != "http.disconnect":
            pass
        disconnected.set()

    async with asyncio.timeout(5), client_of(app) as client, client.stream("GET", "/") as response:
        chunks = response.aiter_raw()
        for _ in range(read):
            await anext(chunks)
    assert disconnected.is_set()


async def test_sending_after_a_disconnect_has_no_effect():
    ended = asyncio.Event()

    async def app(scope, receive, send):
        await send(START)
        for _ in range(100):
            await send(body(b"x", True))
        ended.set()

    async with asyncio.timeout(5), client_of(app) as client, client.stream("GET", "/"):
        pass
    assert ended.is_set()


async def test_app_that_ignores_a_disconnect_is_cancelled(monkeypatch):
    monkeypatch.setattr("comparison.targets.asgi.GRACE", 0.01)
    cancelled = asyncio.Event()

    async def app(scope, receive, send):
        await send(START)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.set()
            raise

    async with asyncio.timeout(5), client_of(app) as client, client.stream("GET", "/"):
        pass
    assert cancelled.is_set()


async def test_app_ends_when_the_client_disconnects_before_the_response(monkeypatch):
    monkeypatch.setattr("comparison.targets.asgi.GRACE", 0.01)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def app(scope, receive, send):
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with asyncio.timeout(5), client_of(app) as client:
        request = asyncio.ensure_future(client.get("/"))
        await begun.wait()
        request.cancel()
        await asyncio.wait([request])
    async with asyncio.timeout(1):
        await ended.wait()


async def test_failing_before_the_answer_is_an_internal_server_error():
    response = await response_of(answering(RuntimeError("no")))
    assert (response.status_code, response.content) == (500, b"")


async def test_ending_without_an_answer_is_an_internal_server_error():
    assert (await response_of(answering())).status_code == 500


@pytest.mark.parametrize("end", [(RuntimeError("no"),), ()], ids=["failing", "ending"])
async def test_in_the_middle_breaks_the_response_off(end):
    app = answering(START, body(b"a", True), *end)
    async with asyncio.timeout(5), client_of(app) as client, client.stream("GET", "/") as response:
        chunks = response.aiter_raw()
        assert await anext(chunks) == b"a"
        with pytest.raises(httpx2.RemoteProtocolError, match="ended before its response did"):
            await anext(chunks)


async def test_failing_after_the_answer_is_not_seen_by_the_client():
    assert (await response_of(answering(START, body(b"a"), RuntimeError("no")))).text == "a"


@pytest.mark.parametrize(
    ("method", "status"),
    [pytest.param("HEAD", 200, id="HEAD"), pytest.param("GET", 204, id="204"), pytest.param("GET", 304, id="304")],
)
async def test_no_body_comes_with(method, status):
    app = answering({**START, "status": status}, body(b"a", True), body(b"b"))
    assert (await response_of(app, method)).content == b""


async def test_requests_at_the_same_time_are_answered_at_the_same_time():
    both = asyncio.Barrier(2)

    async def app(scope, receive, send):
        await both.wait()
        await answering(START, body(b"a"))(scope, receive, send)

    async with asyncio.timeout(5), client_of(app) as client:
        responses = await asyncio.gather(client.get("/"), client.get("/"))
    assert [response.text for response in responses] == ["a", "a"]


async def test_exception_that_the_app_lets_escape_is_in_the_log_of_its_exchange():
    for messages in ([ValueError("no order")], [START, body(b"a", True), ValueError("no order")]):
        log = ExchangeLog()
        token = exchange_log.set(log)
        with suppress(httpx2.RemoteProtocolError):
            await response_of(answering(*messages))
        exchange_log.reset(token)
        assert log.text.splitlines()[-1] == "ValueError: no order"
        assert "asgi.py" not in log.text
