"""A client that sends all of a too long body before it reads gets to the 413."""

import asyncio
import gc
import io
import tracemalloc

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wsgi import LimitedStream

from .apps import FLASK, PATIENCE, QUART
from .bodies import FILE, PIECE, add_pages, counting_reads, in_pieces

LIMIT = 1000


@pytest.fixture
def early_413(twins):
    return twins[1].module("compat.early_413")


async def read_before_413(app, open_client, size):
    """Return how many bytes of a body of this declared size were read before the 413 began."""
    read, headers = [], FILE.headers | {"Content-Length": str(size)}
    async with open_client(counting_reads(app, read)) as client:
        assert (await client.post("/file", content=in_pieces(FILE.body(size)), headers=headers)).status_code == 413
    return read[0]


@pytest.mark.parametrize(("size", "read"), [(LIMIT + 1, LIMIT + 1), (2 * LIMIT, 2 * LIMIT), (9 * LIMIT, 2 * LIMIT)])
async def test_413_waits_for_the_body_up_to_twice_the_limit(make_probed, framework, open_client, size, read):
    app = add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))
    assert 0 <= await read_before_413(app, open_client, size) - read <= PIECE


async def test_quart_sends_413_to_a_client_that_stops_sending(early_413, open_client, skip):
    async def stopping():
        async for piece in in_pieces(FILE.body(2 * LIMIT)[:-PIECE]):
            yield piece
        skip(10)
        await answered.wait()

    app, answered = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT)), asyncio.Event()
    early_413.init_app(app)
    body = {"content": stopping(), "headers": FILE.headers | {"Content-Length": str(2 * LIMIT)}}
    async with (
        open_client(app) as client,
        asyncio.timeout(10 + PATIENCE),
        client.stream("POST", "/file", **body) as response,
    ):
        answered.set()
        assert response.status_code == 413


async def test_quart_ends_no_response_before_its_request(early_413, open_client):
    app, read = QUART.app(MAX_CONTENT_LENGTH=LIMIT), []
    QUART.route(app, "/ignore", lambda: "ignored", method="POST")
    early_413.init_app(app)
    async with open_client(counting_reads(app, read)) as client:
        assert (await client.post("/ignore", content=in_pieces(bytes(LIMIT)))).text == "ignored"
    assert read[0] < read[-1] == LIMIT


async def test_quart_keeps_nothing_beyond_the_limit_in_memory(early_413, open_client):
    app = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))
    early_413.init_app(app)
    assert await kept_bytes(app, open_client) < 1_000_000


async def kept_bytes(app, open_client):
    """Return how much memory a body of 10 MB takes while its view does not read it."""
    sent, measured = asyncio.Event(), []

    async def body():
        for _ in range(1000):
            yield bytes(10_000)
        # In a process with many objects, the collector comes rarely by itself.
        gc.collect()
        measured.append(tracemalloc.get_traced_memory()[0])
        sent.set()

    QUART.route(app, "/ignore", sent.wait, str, "POST")
    tracemalloc.start()
    try:
        async with asyncio.timeout(60), open_client(app) as client:
            await client.post("/ignore", content=body())
    finally:
        tracemalloc.stop()
    return measured[0]


def test_flask_raises_nothing_where_the_client_has_left(twins):
    """The stream of `flask run` raises where a body ends early: outside the app, nothing else catches that."""
    app = add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))
    twins[0].module("compat.early_413").init_app(app)
    environ = EnvironBuilder("/file", method="POST", headers=[*FILE.headers.items()]).get_environ()
    cut = {"CONTENT_LENGTH": str(2 * LIMIT), "wsgi.input": LimitedStream(io.BytesIO(b"cut"), 2 * LIMIT)}
    assert run_wsgi_app(app, environ | cut)[1].startswith("413 ")


async def test_flask_still_sends_413_before_it_reads(open_client):
    """When this fails, upstream has changed: see whether compat/early_413.py can go."""
    app = add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))
    assert await read_before_413(app, open_client, 2 * LIMIT) == 0


async def test_quart_still_sends_413_before_it_reads(open_client):
    """When this fails, upstream has changed: see whether compat/early_413.py can go."""
    app = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))
    assert await read_before_413(app, open_client, 2 * LIMIT) <= PIECE
