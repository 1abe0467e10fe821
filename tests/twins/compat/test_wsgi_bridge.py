"""An ASGI server gets each response, body and disconnect of the app right."""

import asyncio
import tracemalloc
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Barrier, Event
from typing import Any

import pytest

from .apps import FLASK, MANY, PATIENCE, meet, run_ready_tasks, texts
from .bodies import FILE, counting_reads, in_pieces
from .pages import BODILESS, MOST_PIECES

LIMIT = 1000


async def test_response_without_a_body_has_its_status(served, open_client):
    async with open_client(served) as client:
        for method, path, status in BODILESS:
            response = await client.request(method, path)
            assert (response.status_code, response.content) == (status, b""), path


async def test_body_without_a_length_is_read(served, open_client):
    body = bytes(range(256)) * 20
    async with open_client(served) as client:
        assert (await client.post("/echo", content=in_pieces(body))).content == body


async def test_stream_ends_when_its_client_disconnects(served, pages, open_client):
    async with open_client(served) as client:
        async with client.stream("GET", "/stream") as response:
            await anext(response.aiter_raw())
        assert pages.pieces_made < MOST_PIECES / 10
        assert (await client.get("/stream")).text == "x" * MOST_PIECES


async def test_header_with_an_underscore_is_ignored(served, open_client):
    async with open_client(served) as client:
        assert (await client.get("/secret", headers={"X_Secret": "forged"})).text == "None"
        assert (await client.get("/secret", headers={"X-Secret": "known"})).text == "known"


async def test_cookies_of_two_headers_are_read(served, open_client):
    async with open_client(served) as client:
        assert (await client.get("/cookies", headers=[("Cookie", "a=1"), ("Cookie", "b=2")])).text == "12"


async def test_interrupted_body_reaches_no_view(served, pages, framework, open_client):
    async def interrupting(scope, receive, send):
        async def receive_interrupted():
            message = await receive()
            return message if message.get("body") else {"type": "http.disconnect"}

        await served(scope, receive_interrupted if scope["type"] == "http" else receive, send)

    viewed, request = [], framework.module.request
    framework.route(
        pages.app, "/viewed", lambda: request.get_data(cache=False), lambda _: viewed.append("viewed"), "POST"
    )
    async with open_client(interrupting) as client:
        assert (await client.post("/viewed", content=in_pieces(b"half of it"))).status_code == 500
    assert viewed == []


async def test_app_is_mounted_on_a_path(served, open_client):
    async def mounted(scope, receive, send):
        await served({**scope, "root_path": "/mount"}, receive, send)

    async with open_client(mounted) as client:
        assert (await client.get("/mount/where")).text == "/mount/where"


async def test_stream_has_the_context_of_its_view(make_probed, framework, compat, open_client):
    app, name = make_probed(THREADS=1), ContextVar("name")

    def names():
        for _ in range(20):
            yield name.get()

    framework.route(app, "/<text>", lambda text: name.set(text * 2), lambda _: framework.stream(names(), pause=True))
    async with open_client(compat.as_asgi(app)) as client:
        assert await texts(client, "/a", "/b", "/c") == ["aa" * 20, "bb" * 20, "cc" * 20]


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_flask_accepts_a_body_of_the_limit_and_refuses_a_longer_one(serve_flask, open_client, chunked):
    async with open_client(serve_flask(MAX_CONTENT_LENGTH=LIMIT)) as client:
        for size, status in ((LIMIT, 200), (LIMIT + 1, 413), (5 * LIMIT, 413)):
            content = in_pieces(FILE.body(size)) if chunked else FILE.body(size)
            assert (await client.post("/file", content=content, headers=FILE.headers)).status_code == status


async def test_flask_sends_413_after_the_body(serve_flask, open_client):
    read, size = [], 2 * LIMIT
    headers = FILE.headers | {"Content-Length": str(size)}
    async with open_client(counting_reads(serve_flask(MAX_CONTENT_LENGTH=LIMIT), read)) as client:
        assert (await client.post("/file", content=in_pieces(FILE.body(size)), headers=headers)).status_code == 413
    assert read == [size, size]


async def test_flask_runs_in_as_many_threads_as_the_setting_says(serve_flask, open_client):
    barrier = Barrier(MANY)
    served = serve_flask(lambda app: FLASK.route(app, "/meet", lambda: meet(barrier)), THREADS=MANY)
    async with open_client(served) as client:
        assert await texts(client, *["/meet"] * MANY) == ["met"] * MANY


async def test_flask_keeps_a_long_body_on_disk(serve_flask, open_client):
    long_body = in_pieces(bytes(10_000_000), 100_000)
    tracemalloc.start()
    try:
        async with open_client(serve_flask()) as client:
            assert (await client.post("/page", content=long_body)).status_code == 405
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


async def test_flask_reads_no_further_than_the_limit(serve_flask):
    left, sent = [b"x" * 600] * 6, []

    async def receive():
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": True}
        return await asyncio.get_running_loop().create_future()

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/file", "query_string": b"", "http_version": "1.1"}
    scope |= {"scheme": "http", "headers": [(b"host", b"app.example")]}
    app = serve_flask(MAX_CONTENT_LENGTH=LIMIT)
    # To wait for more of the body than twice the limit is to wait for ever.
    await asyncio.wait_for(app(scope, receive, send), 20)
    assert sent[0]["status"] == 413


async def test_flask_answers_408_where_a_view_reads_a_body_that_takes_too_long(serve_flask, open_client, skip):
    async def stopping():
        yield FILE.head.encode()
        await run_ready_tasks()
        skip(61)
        await run_ready_tasks()

    async with open_client(serve_flask(BODY_TIMEOUT=60)) as client:
        assert (await client.post("/file", content=stopping(), headers=FILE.headers)).status_code == 408


async def test_flask_closes_each_response(serve_flask, open_client):
    closed = []

    def closing():
        response = FLASK.module.Response("x" for _ in range(3))
        response.call_on_close(lambda: closed.append(True))
        return response

    async with open_client(serve_flask(lambda app: FLASK.route(app, "/closing", closing))) as client:
        assert (await client.get("/closing")).text == "xxx"
        async with client.stream("GET", "/closing") as response:
            await anext(response.aiter_raw())
    assert closed == [True, True]


async def test_flask_has_a_deadline_while_it_is_served(serve_flask, open_client, monkeypatch, twins):
    events = []

    @contextmanager
    def deadline():
        events.append("begins")
        yield
        events.append("ends")

    monkeypatch.setattr(twins[0].module("compat.wsgi_bridge"), "deadline", deadline)
    async with open_client(serve_flask()) as client:
        await client.get("/page")
        assert events == ["begins"]
    assert events == ["begins", "ends"]


@pytest.mark.parametrize(("method", "path", "status"), BODILESS)
async def test_flask_still_has_no_status_without_a_body(wrapped, open_client, method, path, status):
    """When this fails, upstream has changed: see whether compat/wsgi_bridge.py can go."""
    async with open_client(wrapped) as client:
        # A server makes 500 of it.
        with pytest.raises(KeyError, match="status"):
            await client.request(method, path)


async def test_flask_still_loses_a_body_without_a_length(wrapped, open_client):
    """When this fails, upstream has changed: see whether compat/wsgi_bridge.py can go."""
    async with open_client(wrapped) as client:
        assert (await client.post("/echo", content=in_pieces(b"lost"))).content == b""


async def test_flask_still_makes_a_stream_to_its_end_after_a_disconnect(wrapped, plain, open_client):
    """When this fails, upstream has changed: see whether compat/wsgi_bridge.py can go."""
    async with open_client(wrapped) as client, client.stream("GET", "/stream") as response:
        await anext(response.aiter_raw())
    assert plain.pieces_made == MOST_PIECES


async def test_flask_still_answers_a_long_body_with_400(wrapped, open_client):
    """When this fails, upstream has changed: see whether compat/wsgi_bridge.py can go."""
    async with open_client(wrapped) as client:
        assert (await client.post("/echo", content=bytes(70_000))).status_code == 400


async def test_flask_still_takes_an_underscore_for_a_hyphen(wrapped, open_client):
    """When this fails, upstream has changed: see whether compat/wsgi_bridge.py can go."""
    async with open_client(wrapped) as client:
        assert (await client.get("/secret", headers={"X_Secret": "forged"})).text == "forged"


async def test_flask_closes_a_running_generator_when_its_request_is_cancelled(twins):
    begun, gate, closed = Event(), Event(), []

    def pieces():
        try:
            yield "first"
            begun.set()
            gate.wait(PATIENCE)
            yield "second"
        finally:
            closed.append(True)

    async def receive():
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False} if not sent else await asyncio.Future()

    async def send(message):
        sent.append(message)

    app, sent = FLASK.app(MAX_CONTENT_LENGTH=1000, THREADS=4, BODY_TIMEOUT=60), []
    app.add_url_rule("/", "index", lambda: FLASK.module.Response(pieces()))
    scope: dict[str, Any] = {"type": "http", "http_version": "2", "scheme": "https", "method": "GET", "path": "/"}
    scope |= {"query_string": b"", "headers": []}
    task = asyncio.ensure_future(twins[0].module("compat.wsgi_bridge").as_asgi(app)(scope, receive, send))
    await asyncio.to_thread(begun.wait, PATIENCE)
    task.cancel()
    asyncio.get_running_loop().call_later(0.05, gate.set)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert closed == [True]
