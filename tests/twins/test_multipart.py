"""No byte is added to a file or lost from it, wherever the network cuts the body."""

import asyncio

import pytest
from quart import Quart
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

import flask_app.parity.multipart
import quart_app.parity.multipart

BOUNDARY = "----boundary"
FILES = ([b"x" * 40, b"y" * 20], [b"line\r\n--not\r\nmore\r\n", b""], [b"\r\n" * 5, b"--"], [b"\n-\n--\n---", b"\r"])


def body_of(files):
    head = 'Content-Disposition: form-data; name="f"; filename="a"\r\n\r\n'
    parts = [f"--{BOUNDARY}\r\n{head}".encode() + content + b"\r\n" for content in files]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


class Pieces:
    """A stream that gives one piece at each read."""

    def __init__(self, pieces):
        self.pieces = list(pieces)

    def read(self, size):
        return self.pieces.pop(0) if self.pieces else b""


def through_flask(pieces):
    stream = flask_app.parity.multipart.Uncut(Pieces(pieces))
    return list(iter(lambda: stream.read(65536), b""))


def through_quart(pieces):
    async def read():
        app = Quart("app")
        quart_app.parity.multipart.init_app(app)
        body = app.request_class.body_class(None, None)
        reading = asyncio.ensure_future(collect(body))
        for piece in pieces:
            put = body.put(piece) if hasattr(body, "put") else body.append(piece)
            if put is not None:
                await put
            await asyncio.sleep(0)
        body.set_complete()
        return await reading

    return asyncio.run(read())


async def collect(body):
    return [block async for block in body]


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


@pytest.mark.parametrize("files", FILES, ids=["plain", "lines", "dashes", "short"])
def test_parser_alone_adds_a_byte_somewhere(files):
    body = body_of(files)
    assert any(parsed([body[:cut], body[cut:]]) != files for cut in range(1, len(body)))


@pytest.mark.parametrize("files", FILES, ids=["plain", "lines", "dashes", "short"])
@pytest.mark.parametrize("through", [through_flask, through_quart], ids=["flask", "quart"])
def test_one_cut_changes_nothing(through, files):
    body = body_of(files)
    for cut in range(1, len(body)):
        assert parsed(through([body[:cut], body[cut:]])) == files, cut


@pytest.mark.parametrize("files", FILES, ids=["plain", "lines", "dashes", "short"])
def test_two_cuts_change_nothing(files):
    body = body_of(files)
    for cut in range(1, len(body)):
        for other in range(cut + 1, len(body)):
            assert parsed(through_flask([body[:cut], body[cut:other], body[other:]])) == files, (cut, other)


@pytest.mark.parametrize("through", [through_flask, through_quart], ids=["flask", "quart"])
def test_bytes_that_come_one_by_one_are_all_there(through):
    body = body_of(FILES[1])
    blocks = through([body[number : number + 1] for number in range(len(body))])
    assert b"".join(blocks) == body
    assert parsed(blocks) == FILES[1]
