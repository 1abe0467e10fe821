"""MAX_CONTENT_LENGTH holds to the byte, and a client that sends too much lives to read so."""

import asyncio
import tracemalloc

import pytest

from .apps import FLASK, PATIENCE, QUART
from .bodies import FILE, KINDS, PIECE, slowly, watched

LIMIT = 1000
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
each_way = pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])


def add_pages(framework, app):
    request = framework.module.request
    for name, kind in KINDS.items():
        framework.route(app, f"/{name}", lambda kind=kind: kind.read(request), kind.show, "POST")
    return app


async def post(client, kind, size, chunked):
    """Post a body of so many bytes; return the status, and how much of its content came in."""
    body, path = kind.body(size), next(f"/{name}" for name, one in KINDS.items() if one is kind)
    response = await client.post(path, content=slowly(body) if chunked else body, headers=kind.headers)
    return response.status_code, int(response.text) if response.status_code == 200 else 0


@each_kind
@each_way
async def test_limit_is_exact_to_the_byte(make_probed, framework, open_client, kind, chunked):
    app = add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))
    async with open_client(app) as client:
        answers = [await post(client, kind, size, chunked) for size in (LIMIT, LIMIT + 1, 2 * LIMIT, 5 * LIMIT)]
    assert answers == [(200, kind.content(LIMIT)), (413, 0), (413, 0), (413, 0)]


async def read_before_413(app, open_client, size):
    """Return how much of a body of this declared size was read before the client was told that it is too long."""
    read, headers = [], FILE.headers | {"Content-Length": str(size)}
    async with open_client(watched(app, read)) as client:
        assert (await client.post("/file", content=slowly(FILE.body(size)), headers=headers)).status_code == 413
    return read[0]


@pytest.mark.parametrize(("size", "read"), [(LIMIT + 1, LIMIT + 1), (2 * LIMIT, 2 * LIMIT), (9 * LIMIT, 2 * LIMIT)])
async def test_413_waits_for_the_body_or_for_one_more_limit_of_it(make_probed, framework, open_client, size, read):
    app = add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))
    assert 0 <= await read_before_413(app, open_client, size) - read <= PIECE


async def test_quart_answers_a_client_that_stops_in_the_midst(twins, open_client, skip):
    async def stopping():
        async for piece in slowly(FILE.body(2 * LIMIT)[:-PIECE]):
            yield piece
        skip(10)
        await answered.wait()

    app, answered = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT)), asyncio.Event()
    twins[1].module("compat.body_limit").init_app(app)
    sending = {"content": stopping(), "headers": FILE.headers}
    async with (
        open_client(app) as client,
        asyncio.timeout(10 + PATIENCE),
        client.stream("POST", "/file", **sending) as response,
    ):
        answered.set()
        assert response.status_code == 413


async def test_quart_ends_no_response_before_its_request(twins, open_client):
    app, read = QUART.app(MAX_CONTENT_LENGTH=LIMIT), []
    QUART.route(app, "/ignore", lambda: "ignored", method="POST")
    twins[1].module("compat.body_limit").init_app(app)
    async with open_client(watched(app, read)) as client:
        assert (await client.post("/ignore", content=slowly(bytes(LIMIT)))).text == "ignored"
    assert read[0] < read[-1] == LIMIT


async def test_quart_keeps_nothing_of_what_is_too_much(twins, open_client):
    app = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))
    twins[1].module("compat.body_limit").init_app(app)
    assert await kept(app, open_client) < 1_000_000


async def kept(app, open_client):
    """Return how much memory a body of 10 MB takes when a view does not read it."""
    sent, measured = asyncio.Event(), []

    async def body():
        for _ in range(1000):
            yield bytes(10_000)
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


@each_kind
async def test_flask_still_mistakes_a_body_without_a_length(open_client, kind):
    """When this fails, upstream has changed: see whether compat/body_limit.py can go."""
    async with open_client(add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))) as client:
        answers = [await post(client, kind, size, chunked=True) for size in (LIMIT, 5 * LIMIT)]
    # It refuses a file of exactly the limit, and takes the beginning of anything else that is longer.
    assert answers == ([(413, 0)] * 2 if kind is FILE else [(200, kind.content(LIMIT))] * 2)


async def test_quart_still_has_no_limit_for_files_without_a_length(open_client):
    """When this fails, upstream has changed: see whether compat/body_limit.py can go."""
    async with open_client(add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))) as client:
        assert await post(client, FILE, 5 * LIMIT, chunked=True) == (200, FILE.content(5 * LIMIT))


async def test_flask_still_says_413_before_it_reads(open_client):
    """When this fails, upstream has changed: see whether compat/body_limit.py can do without Draining."""
    app = add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))
    assert await read_before_413(app, open_client, 2 * LIMIT) == 0


async def test_quart_still_says_413_before_it_reads(open_client):
    """When this fails, upstream has changed: see whether compat/body_limit.py can do without Draining."""
    app = add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))
    assert await read_before_413(app, open_client, 2 * LIMIT) <= PIECE


async def test_quart_still_keeps_what_no_view_reads(open_client):
    """When this fails, upstream has changed: see whether compat/body_limit.py can do without Draining."""
    size = await kept(QUART.app(MAX_CONTENT_LENGTH=LIMIT), open_client)
    assert {"0.22": size < 1_000_000, "0.23": size > 9_000_000}[QUART.version]
