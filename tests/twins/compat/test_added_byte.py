"""A file is stored as it was sent, wherever the network cuts the body."""

import asyncio
import random

import pytest
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData
from werkzeug.test import create_environ

from .apps import FLASK, QUART, run_ready_tasks
from .bodies import BOUNDARY, FILE, MULTIPART, with_files

FILES = {
    "plain": [b"x" * 40, b"y" * 20],
    "lines": [b"line\r\n--not\r\nmore\r\n", b""],
    "dashes": [b"\r\n" * 5, b"--"],
    "short": [b"\n-\n--\n---", b"\r"],
}
each_file = pytest.mark.parametrize("files", FILES.values(), ids=list(FILES))


class Pieces:
    """A stream that returns one piece at each read."""

    def __init__(self, pieces):
        self.pieces = list(pieces)

    def read(self, size):
        return self.pieces.pop(0) if self.pieces else b""


async def collect(body):
    return [block async for block in body]


@pytest.fixture
def read_blocks(framework, compat, close):
    """Return a function that returns the blocks in which a body is read that comes in these pieces."""
    app = close(framework.app(), compat)
    environ = create_environ(method="POST", content_type=MULTIPART, environ_overrides={"wsgi.input_terminated": True})

    async def from_flask(pieces):
        stream = app.request_class({**environ, "wsgi.input": Pieces(pieces)}).stream
        return list(iter(lambda: stream.read(65536), b""))

    async def from_quart(pieces):
        body = app.request_class.body_class(None, None)
        blocks = asyncio.ensure_future(collect(body))
        for piece in pieces:
            # 0.22 appends, 0.23 puts.
            await body.put(piece) if hasattr(body, "put") else body.append(piece)
            await asyncio.sleep(0)
        body.set_complete()
        return await blocks

    return from_quart if framework is QUART else from_flask


def parsed(blocks):
    """Return the files that Werkzeug's parser finds in these blocks."""
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
async def test_cut_changes_no_file(read_blocks, files):
    body = with_files(files)
    for cut in range(1, len(body)):
        assert parsed(await read_blocks([body[:cut], body[cut:]])) == files, cut


@each_file
async def test_two_cuts_change_no_file(read_blocks, files):
    body, choose = with_files(files), random.Random("two cuts")
    for cut in range(1, len(body)):
        # Further apart than the line of a boundary is long, they are two times a single cut.
        nearby = range(cut + 1, min(cut + 22, len(body)))
        for second in choose.sample(nearby, min(5, len(nearby))):
            blocks = await read_blocks([body[:cut], body[cut:second], body[second:]])
            assert parsed(blocks) == files, (cut, second)


@each_file
async def test_single_bytes_are_all_read(read_blocks, files):
    body = with_files(files)
    blocks = await read_blocks([body[number : number + 1] for number in range(len(body))])
    assert (b"".join(blocks), parsed(blocks)) == (body, files)


# Flask reads 64 KiB at a time, however the network cuts the body: this read ends one byte before the boundary does.
LARGE = b"x" * FILE.content(65536 + 3)


async def in_two(body, cut):
    yield body[:cut]
    await run_ready_tasks()
    yield body[cut:]


async def stored_contents(framework, app, open_client):
    """Return the different contents that an app gets of the large file, when its body is cut at five places."""
    framework.route(app, "/file", lambda: framework.module.request.files, lambda files: files["f"].read(), "POST")
    body = with_files([LARGE])
    async with open_client(app) as client:
        uploads = [in_two(body, len(body) - cut) for cut in range(1, 6)]
        return {(await client.post("/file", content=upload, headers=FILE.headers)).content for upload in uploads}


async def test_large_file_is_what_was_sent(make_probed, framework, open_client):
    assert await stored_contents(framework, make_probed(), open_client) == {LARGE}


async def test_flask_still_adds_a_byte_to_a_file_of_that_size(open_client):
    """When this fails, upstream has changed: see whether compat/added_byte.py can go."""
    assert await stored_contents(FLASK, FLASK.app(), open_client) == {LARGE + b"\r"}


async def test_quart_still_adds_a_byte_to_a_file_that_is_cut_there(open_client):
    """When this fails, upstream has changed: see whether compat/added_byte.py can go."""
    assert await stored_contents(QUART, QUART.app(), open_client) == {LARGE, LARGE + b"\r"}


@each_file
def test_flask_still_has_a_parser_that_adds_a_byte_at_some_cut(files):
    """When this fails, upstream has changed: see whether compat/added_byte.py can go."""
    body = with_files(files)
    assert any(parsed([body[:cut], body[cut:]]) != files for cut in range(1, len(body)))
