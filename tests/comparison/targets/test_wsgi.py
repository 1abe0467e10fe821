"""The WSGI transport: each request runs in a thread, and its chunks are produced on demand."""

import threading

import httpx2
import pytest
from flask import Flask, request

from .wsgi_apps import answering, client_of, response_of


async def test_empty_response_is_empty():
    assert (await response_of(answering())).content == b""


async def test_status_and_headers_arrive_as_they_were_sent():
    response = await response_of(answering(b"", status="418 TEAPOT", headers=[("X-A", "1"), ("X-A", "ü")]))
    assert (response.status_code, response.headers.raw) == (418, [(b"X-A", b"1"), (b"X-A", "ü".encode("latin-1"))])


async def test_chunks_stay_apart_and_empty_ones_are_none():
    async with client_of(answering(b"a", b"", b"b", b"c")) as client, client.stream("GET", "/") as response:
        assert [chunk async for chunk in response.aiter_raw()] == [b"a", b"b", b"c"]


async def test_request_reaches_the_app():
    seen = {}

    def app(environ, start_response):
        seen.update(environ)
        return answering(b"")(environ, start_response)

    await response_of(app, "PUT", "/a%20b/é?c=d%20e", headers={"X-Thing": "1"})
    path = "/a b/é".encode().decode("latin-1")
    assert (seen["REQUEST_METHOD"], seen["PATH_INFO"], seen["QUERY_STRING"]) == ("PUT", path, "c=d%20e")
    assert (seen["HTTP_HOST"], seen["HTTP_X_THING"], seen["REMOTE_ADDR"]) == ("app.example.test", "1", "127.0.0.1")


async def test_header_of_other_bytes_is_latin_1_as_wsgi_has_it():
    seen = {}

    def app(environ, start_response):
        seen.update(environ)
        return answering(b"")(environ, start_response)

    await response_of(app, headers={"X-City": "Zürich".encode()})
    assert seen["HTTP_X_CITY"] == "Zürich".encode().decode("latin-1")


@pytest.fixture
def echo():
    app = Flask(__name__)

    @app.post("/")
    def echoed():
        return {"length": request.content_length, "body": request.get_data(as_text=True)}

    return app


async def test_request_body_reaches_the_app_with_its_length(echo):
    assert (await response_of(echo, "POST", content=b"hello")).json() == {"length": 5, "body": "hello"}
    assert (await response_of(echo, "POST")).json() == {"length": 0, "body": ""}


async def test_request_body_of_unknown_length_reaches_the_app(echo):
    async def chunks():
        yield b"hel"
        yield b"lo"

    assert (await response_of(echo, "POST", content=chunks())).json() == {"length": None, "body": "hello"}


async def test_chunks_are_produced_when_the_client_reads():
    produced = []

    def app(environ, start_response):
        start_response("200 OK", [])
        for number in range(5):
            produced.append(number)
            yield b"x"

    async with client_of(app) as client, client.stream("GET", "/") as response:
        chunks = response.aiter_raw()
        for read in range(1, 5):
            await anext(chunks)
            assert len(produced) == read


async def test_error_of_closing_a_response_that_was_read_ahead_is_raised():
    class Chunks(list):
        def close(self):
            raise LookupError("closed twice")

    def app(environ, start_response):
        start_response("200 OK", [("Content-Length", "1")])
        return Chunks([b"x"])

    async with client_of(app) as client:
        with pytest.raises(LookupError, match="closed twice"):
            await client.get("/")


async def test_app_is_notified_when_the_client_disconnects():
    closed = []

    class Chunks:
        def __iter__(self):
            yield from (b"x" for _ in range(5))

        def close(self):
            closed.append(threading.get_ident())

    def app(environ, start_response):
        start_response("200 OK", [])
        return Chunks()

    async with client_of(app) as client, client.stream("GET", "/") as response:
        await anext(response.aiter_raw())
        assert closed == []
    assert len(closed) == 1


async def test_failing_before_the_answer_is_an_internal_server_error():
    def app(environ, start_response):
        raise RuntimeError("no")

    response = await response_of(app)
    assert (response.status_code, response.content) == (500, b"")


@pytest.mark.parametrize("host", ["x:y", ".", "a..b", "a" * 64 + ".example", "shop.example:8000"])
async def test_host_is_for_the_app_to_judge(host):
    def app(environ, start_response):
        start_response("200 OK", [])
        return [environ["HTTP_HOST"].encode()]

    assert (await response_of(app, headers={"Host": host})).text == host


async def test_failing_in_the_middle_breaks_the_response_off():
    app = answering(b"a", b"b", RuntimeError("no"))
    async with client_of(app) as client, client.stream("GET", "/") as response:
        chunks = response.aiter_raw()
        assert [await anext(chunks), await anext(chunks)] == [b"a", b"b"]
        with pytest.raises(httpx2.RemoteProtocolError, match="no"):
            await anext(chunks)


@pytest.mark.parametrize(
    ("method", "status"),
    [
        pytest.param("HEAD", "200 OK", id="HEAD"),
        pytest.param("GET", "204 NO CONTENT", id="204"),
        pytest.param("GET", "304 NOT MODIFIED", id="304"),
    ],
)
async def test_no_body_comes_with(method, status):
    assert (await response_of(answering(b"a", status=status), method)).content == b""
