"""What no view reads of a body is neither received nor kept in memory; what a view reads comes whole."""

import asyncio
import gc
import tracemalloc
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from comparison.targets.process import HOST
from comparison.targets.wire import Wire

from .apps import FLASK, QUART, run_ready_tasks
from .bodies import FILE, FORM, KINDS, TEXT, add_pages, counting_reads

PIECE = 64 * 1024
PIECES = 100
# Seconds that only a failing test waits.
WITHIN = 60.0


@pytest.fixture
def most(twins):
    return twins[1].module("compat.unread_body").MOST


@pytest.mark.parametrize(
    ("version", "header", "may_come"),
    [
        ("1.1", b"host", False),
        ("1.0", b"host", False),
        ("1.1", b"content-length", True),
        ("1.1", b"transfer-encoding", True),
        ("2", b"host", True),
    ],
)
def test_quart_waits_for_a_body_only_where_one_may_come(twins, version, header, may_come):
    may_have_body = twins[1].module("compat.unread_body").may_have_body
    scope = {"type": "http", "http_version": version, "headers": [(b"accept", b"*/*"), (header, b"1")]}
    assert may_have_body(scope) is may_come
    assert may_have_body({"type": "lifespan"}) is False


async def pieces(body):
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]


async def received_while_waiting(framework, app, open_client):
    """Return how many bytes of a body have been received when a view answers that does not read it."""
    gate, read = Event(), []
    wait = (lambda: asyncio.to_thread(gate.wait, WITHIN)) if framework is QUART else (lambda: gate.wait(WITHIN))
    framework.route(app, "/ignore", wait, str, "POST")
    async with open_client(counting_reads(app, read)) as client:
        response = asyncio.ensure_future(client.post("/ignore", content=pieces(bytes(PIECES * PIECE))))
        await run_ready_tasks()
        gate.set()
        assert (await response).text == "True"
    return read[0]


async def test_little_is_received_while_a_view_does_not_read(make_probed, framework, open_client, most):
    assert await received_while_waiting(framework, make_probed(), open_client) <= most + PIECE


@pytest.mark.parametrize(
    ("path", "kind"), [("/text", TEXT), ("/file", FILE), ("/form", FORM)], ids=["awaited", "iterated", "a form"]
)
@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "in pieces"])
async def test_body_that_is_read_comes_whole(make_probed, framework, open_client, path, kind, chunked):
    app, body = add_pages(framework, make_probed(MAX_FORM_MEMORY_SIZE=10 * PIECES * PIECE)), kind.body(PIECES * PIECE)
    async with open_client(app) as client:
        response = await client.post(path, content=pieces(body) if chunked else body, headers=kind.headers)
    assert (response.status_code, response.text) == (200, str(kind.content(PIECES * PIECE)))


async def test_body_that_is_read_after_the_response_has_begun_comes_whole(make_probed, framework, open_client):
    request = framework.module.request

    def of_flask():
        def sizes(stream=request.stream):
            yield b"begun,"
            while block := stream.read(PIECE):
                yield b"x" * (len(block) // 1024)

        return sizes()

    async def of_quart():
        async def sizes(body=request.body):
            yield b"begun,"
            async for block in body:
                yield b"x" * (len(block) // 1024)

        return sizes()

    app = make_probed()
    app.add_url_rule("/echo", "/echo", of_quart if framework is QUART else of_flask, methods=["POST"])
    async with open_client(app) as client:
        answer = (await client.post("/echo", content=pieces(bytes(PIECES * PIECE)))).text
    assert answer == "begun," + "x" * (PIECES * PIECE // 1024)


async def kept(framework, app, open_client):
    """Return how much memory ten finished requests take whose bodies no view has read."""
    framework.route(app, "/ignore", run_ready_tasks if framework is QUART else str, str, "POST")
    async with open_client(app) as client:
        # What is made once.
        await client.post("/ignore", content=pieces(bytes(PIECE)))
        gc.collect()
        gc.disable()
        tracemalloc.start()
        try:
            for _ in range(10):
                await client.post("/ignore", content=pieces(bytes(4 * PIECE)))
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
            gc.enable()


async def test_nothing_of_a_finished_request_waits_for_the_collector(make_probed, framework, open_client):
    assert await kept(framework, make_probed(), open_client) < 10 * PIECE


async def test_quart_still_receives_what_no_view_reads(open_client, most):
    """When this fails, upstream has changed: see whether compat/unread_body.py can go."""
    assert await received_while_waiting(QUART, QUART.app(), open_client) > 4 * most


class NotedReads:
    """A file of a connection; `sizes` are the numbers of bytes that each read has returned."""

    def __init__(self, file):
        self.file, self.sizes = file, []

    def __getattr__(self, name):
        return getattr(self.file, name)

    def read(self, size):
        block = self.file.read(size)
        self.sizes.append(len(block))
        return block

    def readinto(self, buffer):
        self.sizes.append(size := self.file.readinto(buffer))
        return size


@contextmanager
def served_by_flask_run(app):
    """Serve an app as `flask run` does; yield its port, and the body of each request. Wait for all in the end."""
    bodies = []

    class Handler(WSGIRequestHandler):
        def setup(self):
            super().setup()
            self.rfile: Any = NotedReads(self.rfile)
            bodies.append(self.rfile)

    server = make_server(HOST, 0, app, threaded=True, request_handler=Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, bodies
    finally:
        server.shutdown()
        thread.join()
        # It waits for the threads of its requests.
        server.server_close()


def reads_of_unread_body(app):
    """Return the sizes in which a body was read that no view reads; part of it has come when the app answers."""
    begun = Event()
    app.before_request(lambda: begun.wait(WITHIN) and None)
    with served_by_flask_run(app) as (port, bodies), Wire(port) as wire:
        wire.head("POST", "/nowhere", {"Content-Length": str(PIECES * PIECE)}, end=False)
        wire.raw(bytes(PIECE))
        begun.set()
        for _ in range(PIECES - 1):
            wire.raw(bytes(PIECE))
        assert wire.status() == 404
    assert sum(bodies[0].sizes) == PIECES * PIECE
    return bodies[0].sizes


def test_flask_run_discards_what_no_view_reads_in_small_blocks(twins, monkeypatch):
    app, compat = FLASK.app(), twins[0].module("compat.unread_body")
    monkeypatch.setattr(compat, "PAUSE", WITHIN)
    compat.init_app(app)
    assert max(reads_of_unread_body(app)) <= compat.BLOCK


def test_flask_still_reads_much_at_once():
    """When this fails, upstream has changed: see whether compat/unread_body.py can go."""
    assert max(reads_of_unread_body(FLASK.app())) == PIECES * PIECE


@pytest.mark.parametrize("path", KINDS)
def test_flask_run_waits_for_no_more_of_a_body_that_was_read(twins, monkeypatch, path):
    app, compat = add_pages(FLASK, FLASK.app()), twins[0].module("compat.unread_body")
    # Longer than the client waits.
    monkeypatch.setattr(compat, "PAUSE", 10 * WITHIN)
    compat.init_app(app)
    body = KINDS[path].body(1000)
    with served_by_flask_run(app) as (port, _), Wire(port) as wire:
        wire.head("POST", path, {**KINDS[path].headers, "Content-Length": str(len(body))}, end=False)
        wire.data(body, end=True)
        assert wire.status() == 200
        while wire.read():
            pass
        assert wire.socket.recv(1) == b"", "the server has not closed the connection"
