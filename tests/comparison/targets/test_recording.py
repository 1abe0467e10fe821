"""The recording client: it records each exchange, and changes nothing."""

from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from comparison.targets.app_log import exchange_log
from comparison.targets.app_place import AppPlace
from comparison.targets.recording import RecordingClient, RecordingTransport
from comparison.targets.server_log import ServerLog
from comparison.values.exchange import KEPT_BYTES, Body
from comparison.values.trace import Event


class Stream(httpx2.AsyncByteStream):
    """A body of these chunks, which raises those that are exceptions."""

    def __init__(self, *chunks):
        self.chunks = chunks
        self.closed = False

    async def __aiter__(self):
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    async def aclose(self):
        self.closed = True


class Inner(httpx2.AsyncBaseTransport):
    """A transport that answers each request with the next stream."""

    def __init__(self, *streams, headers=()):
        self.streams = list(streams)
        self.headers = headers

    async def handle_async_request(self, request):
        await request.aread()
        stream = self.streams.pop(0)
        if isinstance(stream, Exception):
            raise stream
        return httpx2.Response(200, headers=list(self.headers), stream=stream)


def recording(*streams, **options):
    recorder = RecordingTransport(Inner(*streams, **options))
    return RecordingClient(recorder, base_url="http://app.example.test"), recorder


async def test_without_a_request_there_is_no_conversation():
    client, recorder = recording()
    async with client:
        assert recorder.conversation == ()


async def test_request_and_response_are_kept():
    client, recorder = recording(
        Stream(b"hel", b"lo"), headers=[(b"X-A", b"1"), (b"Set-Cookie", "a=ü".encode("latin-1"))]
    )
    async with client:
        response = await client.post("/a?b=c", content=b"sent", headers={"X-B": "2"})
    [exchange] = recorder.conversation
    assert (str(exchange.request), exchange.request.body) == ("POST /a?b=c", Body.of(b"sent"))
    assert ("x-b", "2") in exchange.request.headers
    assert exchange.headers == (("x-a", "1"), ("set-cookie", "a=ü"))
    assert (exchange.status, exchange.body, response.text) == (200, Body.of(b"hello"), "hello")
    assert (exchange.complete, exchange.broken, exchange.streamed) == (True, False, False)


async def test_exchanges_are_in_the_order_of_the_requests():
    client, recorder = recording(Stream(b"1"), Stream(b"2"))
    async with client:
        await client.get("/first")
        await client.get("/second")
    assert [str(exchange.request) for exchange in recorder.conversation] == ["GET /first", "GET /second"]


async def test_trace_has_the_directory_of_the_app_as_a_placeholder():
    client, recorder = recording(Stream(), Stream())
    recorder.traced, recorder.place = True, AppPlace("baseline", "client", Path("/tmp/own"))
    async with client:
        await client.get("/")
        await client.get("/")
    events = [Event("view", "save", "raises OSError('/tmp/own/uploads')"), Event("view", "show")]
    recorder.records[0].events[:] = events
    first, second = recorder.conversation
    assert (first.trace, second.trace) == (
        (replace(events[0], detail="raises OSError('{tmp}/uploads')"), events[1]),
        (),
    )


async def test_each_cookie_stays_a_separate_line():
    client, recorder = recording(Stream(), headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    async with client:
        await client.get("/")
    assert recorder.conversation[0].headers == (("set-cookie", "a=1"), ("set-cookie", "b=2"))


async def test_chunks_are_kept_with_their_sizes_and_in_the_order_of_time():
    client, recorder = recording(Stream(b"a", b"bb", b"ccc"))
    async with client:
        await client.get("/")
    chunks = recorder.conversation[0].chunks
    assert [chunk.size for chunk in chunks] == [1, 2, 3]
    assert [chunk.at for chunk in chunks] == sorted(chunk.at for chunk in chunks)


@pytest.mark.parametrize("how", ["stream", "send"])
async def test_a_stream_is_noted(how):
    client, recorder = recording(Stream(b"a"))
    async with client:
        if how == "stream":
            async with client.stream("GET", "/") as response:
                await response.aread()
        else:
            response = await client.send(client.build_request("GET", "/"), stream=True)
            await response.aread()
            await response.aclose()
    assert recorder.conversation[0].streamed


async def test_of_a_long_body_the_start_is_kept_and_all_counts():
    content = b"x" * (KEPT_BYTES - 1)
    client, recorder = recording(Stream(content, b"yz", b"end"))
    async with client:
        await client.get("/")
    body = recorder.conversation[0].body
    assert body == Body.of(content + b"yzend")
    assert body.start[-1:] == b"y"


async def test_compressed_body_is_kept_as_it_was_sent():
    client, recorder = recording(Stream(b"\x1f\x8b"), headers=[("Content-Encoding", "gzip")])
    async with client, client.stream("GET", "/") as response:
        assert [chunk async for chunk in response.aiter_raw()] == [b"\x1f\x8b"]
    assert recorder.conversation[0].body == Body.of(b"\x1f\x8b")


async def test_client_that_disconnects_early_records_an_incomplete_exchange():
    stream = Stream(b"a", b"b")
    client, recorder = recording(stream)
    async with client, client.stream("GET", "/") as response:
        await anext(response.aiter_raw())
    [exchange] = recorder.conversation
    assert (exchange.complete, exchange.broken, exchange.body) == (False, False, Body.of(b"a"))
    assert stream.closed


@pytest.mark.parametrize("error", [httpx2.RemoteProtocolError, httpx2.ReadError], ids=["breaking off", "resetting"])
async def test_the_server_ends_a_response_by(error):
    client, recorder = recording(Stream(b"a", error("gone")))
    async with client:
        with pytest.raises(error):
            await client.get("/")
    [exchange] = recorder.conversation
    assert (exchange.complete, exchange.broken, exchange.body) == (False, True, Body.of(b"a"))


async def test_a_request_that_broke_without_any_response_keeps_its_place():
    client, recorder = recording(httpx2.RemoteProtocolError("gone"), Stream(b"a"))
    async with client:
        with pytest.raises(httpx2.RemoteProtocolError):
            await client.get("/first")
        await client.get("/second")
    first, second = recorder.conversation
    assert (str(first.request), first.status, first.broken) == ("GET /first", 0, True)
    assert (str(second.request), second.status, second.broken) == ("GET /second", 200, False)


async def test_request_body_of_a_stream_is_empty_where_it_was_not_read():
    class Unread(Inner):
        async def handle_async_request(self, request):
            return httpx2.Response(200, stream=Stream())

    async def chunks():
        yield b"x"

    recorder = RecordingTransport(Unread())
    async with RecordingClient(recorder, base_url="http://app.example.test") as client:
        await client.post("/", content=chunks())
    assert recorder.conversation[0].request.body == Body.of(b"")


async def test_failed_exchange_in_process_has_the_log_of_the_app():
    class Failing(Inner):
        async def handle_async_request(self, request):
            exchange_log.get().add_error(ValueError("no order"))
            return httpx2.Response(self.streams.pop(0), stream=Stream())

    recorder = RecordingTransport(Failing(500, 200))
    async with RecordingClient(recorder, base_url="http://app.example.test") as client:
        await client.get("/first")
        await client.get("/second")
    assert [exchange.log for exchange in recorder.conversation] == ["ValueError: no order", ""]
    assert exchange_log.get() is None


@pytest.mark.parametrize("streams", [[httpx2.ReadError("gone")], [Stream(b"a", httpx2.ReadError("gone"))]])
async def test_error_of_a_response_is_described_with_its_request(streams):
    client, recorder = recording(*streams)
    async with client:
        with pytest.raises(httpx2.ReadError) as raised:
            await client.post("/orders?a=b")
    assert recorder.failure_text(raised.value) == "POST /orders?a=b: ReadError: gone"
    assert recorder.failure_text(httpx2.ReadError("gone")) is None
    assert recorder.last_request == "POST /orders?a=b"


async def test_timeout_is_described_by_its_own_text_and_the_limit():
    client, recorder = recording(httpx2.ReadTimeout(""))
    async with client:
        with pytest.raises(httpx2.ReadTimeout) as raised:
            await client.get("/orders")
    assert recorder.failure_text(raised.value) == (
        "GET /orders: no answer within 5 s.\n"
        "Fix that, or raise the limit: `timeout` in [tool.comparison], or the test's own."
    )


async def test_error_of_a_response_is_described_with_the_log_of_the_server(tmp_path):
    log = ServerLog(tmp_path / "server.log", tmp_path)
    log.path.write_text("before\n")
    recorder = RecordingTransport(Inner(httpx2.RemoteProtocolError("gone")), log=log)
    async with RecordingClient(recorder, base_url="http://app.example.test") as client:
        with pytest.raises(httpx2.RemoteProtocolError) as raised:
            await client.get("/orders")
    log.path.write_text("before\nTraceback (most recent call last):\nKeyError: 1\n")
    assert recorder.failure_text(raised.value) == (
        "GET /orders: RemoteProtocolError: gone\nThe server logged:\nTraceback (most recent call last):\nKeyError: 1"
    )
    assert [exchange.log for exchange in recorder.conversation] == ["Traceback (most recent call last):\nKeyError: 1"]
