"""No byte is added to a file or lost from it, wherever the network cuts the body."""

import asyncio

import pytest
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData
from werkzeug.test import create_environ

from .apps import FLASK, QUART, turns
from .bodies import BOUNDARY, FILE, MULTIPART, with_files

FILES = {
    "plain": [b"x" * 40, b"y" * 20],
    "lines": [b"line\r\n--not\r\nmore\r\n", b""],
    "dashes": [b"\r\n" * 5, b"--"],
    "short": [b"\n-\n--\n---", b"\r"],
}
each_file = pytest.mark.parametrize("files", FILES.values(), ids=list(FILES))


class Pieces:
    """A stream that gives one piece at each read."""

    def __init__(self, pieces):
        self.pieces = list(pieces)

    def read(self, size):
        return self.pieces.pop(0) if self.pieces else b""


async def collected(body):
    return [block async for block in body]


@pytest.fixture
def through(framework, compat):
    """Return a function that gives the blocks in which a request's body is read when it comes in these pieces."""
    app = framework.app()
    compat.init_app(app)
    environ = create_environ(method="POST", content_type=MULTIPART, environ_overrides={"wsgi.input_terminated": True})

    async def flask(pieces):
        stream = app.request_class({**environ, "wsgi.input": Pieces(pieces)}).stream
        return list(iter(lambda: stream.read(65536), b""))

    async def quart(pieces):
        body = app.request_class.body_class(None, None)
        reading = asyncio.ensure_future(collected(body))
        for piece in pieces:
            # 0.22 appends, 0.23 puts.
            await body.put(piece) if hasattr(body, "put") else body.append(piece)
            await asyncio.sleep(0)
        body.set_complete()
        return await reading

    return quart if framework is QUART else flask


def parsed(blocks):
    decoder, files = MultipartDecoder(BOUNDARY.encode()), []
    for block in blocks:
        decoder.receive_data(block)
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            if isinstance(event, File | Field):
                files.append(b"")
            elif isinstance(event, Data):
                files[-1] += event.data
    return files


@each_file
async def test_one_cut_changes_nothing(through, files):
    body = with_files(files)
    for cut in range(1, len(body)):
        assert parsed(await through([body[:cut], body[cut:]])) == files, cut


@each_file
async def test_two_cuts_change_nothing(through, files):
    body = with_files(files)
    for cut in range(1, len(body)):
        # Further apart than the line of a boundary is long, they are two times one cut.
        for other in range(cut + 1, min(cut + 22, len(body))):
            assert parsed(await through([body[:cut], body[cut:other], body[other:]])) == files, (cut, other)


@each_file
async def test_bytes_that_come_one_by_one_are_all_there(through, files):
    body = with_files(files)
    blocks = await through([body[number : number + 1] for number in range(len(body))])
    assert (b"".join(blocks), parsed(blocks)) == (body, files)


# Flask reads 64 KiB at a time, however the network cuts the body: this read ends one byte before the boundary does.
LARGE = b"x" * FILE.content(65536 + 3)


async def in_two(body, cut):
    yield body[:cut]
    await turns()
    yield body[cut:]


async def stored(framework, app, open_client):
    """Return what an app gets of the large file, when its body is cut at its end, in one place and in another."""
    framework.route(app, "/file", lambda: framework.module.request.files, lambda files: files["f"].read(), "POST")
    body = with_files([LARGE])
    async with open_client(app) as client:
        cuts = [in_two(body, len(body) - cut) for cut in range(1, 6)]
        return {(await client.post("/file", content=content, headers=FILE.headers)).content for content in cuts}


async def test_file_is_what_was_sent(make_probed, framework, open_client):
    assert await stored(framework, make_probed(), open_client) == {LARGE}


async def test_flask_still_adds_a_byte_to_a_file_of_that_size(open_client):
    """When this fails, upstream has changed: see whether compat/multipart.py can go."""
    assert await stored(FLASK, FLASK.app(), open_client) == {LARGE + b"\r"}


async def test_quart_still_adds_a_byte_to_a_file_that_is_cut_there(open_client):
    """When this fails, upstream has changed: see whether compat/multipart.py can go."""
    assert await stored(QUART, QUART.app(), open_client) == {LARGE, LARGE + b"\r"}


@each_file
def test_flask_still_has_a_parser_that_adds_a_byte_somewhere(files):
    """When this fails, upstream has changed: see whether compat/multipart.py can go."""
    body = with_files(files)
    assert any(parsed([body[:cut], body[cut:]]) != files for cut in range(1, len(body)))
