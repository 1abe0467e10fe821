"""A file is sent in large blocks, and in smaller ones while many others are on their way."""

from contextlib import AsyncExitStack, closing

import pytest
from quart.wrappers.response import FileBody
from werkzeug.wsgi import FileWrapper

from .apps import QUART

SIZE = 1024 * 1024
MANY = 100


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "content"
    path.write_bytes(bytes(SIZE))
    return path


@pytest.fixture
def sizes():
    """The bytes of each block that was sent."""
    return []


@pytest.fixture
def served(make_probed, framework, path, sizes):
    """An app that sends the file; `sizes` notes its blocks."""
    app = make_probed()
    framework.route(app, "/file", lambda: framework.module.send_file(path, conditional=True))

    def measured_wsgi(environ, start_response):
        blocks = app(environ, start_response)
        with closing(blocks):
            for block in blocks:
                sizes.append(len(block))
                yield block

    async def measured_asgi(scope, receive, send):
        async def send_measured(message):
            if message.get("body"):
                sizes.append(len(message["body"]))
            await send(message)

        await app(scope, receive, send_measured)

    return measured_asgi if framework is QUART else measured_wsgi


async def test_file_is_sent_in_large_blocks(served, sizes, open_client, compat):
    async with open_client(served) as client:
        assert (await client.get("/file")).content == bytes(SIZE)
        assert sizes == [compat.BLOCKS.largest] * (SIZE // compat.BLOCKS.largest)
        part = await client.get("/file", headers={"Range": f"bytes=1-{SIZE // 2}"})
    assert (part.status_code, part.content) == (206, bytes(SIZE // 2))
    assert len(sizes) <= 7


async def test_blocks_are_smaller_while_many_files_are_on_their_way(served, sizes, open_client, compat):
    async with open_client(served) as client:
        async with AsyncExitStack() as stack:
            readers = []
            for _ in range(MANY):
                response = await stack.enter_async_context(client.stream("GET", "/file"))
                # One that is forgotten would end the response.
                readers.append(response.aiter_raw())
                await anext(readers[-1])
            assert compat.BLOCKS.smallest <= sizes[-1] < compat.BLOCKS.largest / 4
        sizes.clear()
        await client.get("/file")
        assert sizes == [compat.BLOCKS.largest] * (SIZE // compat.BLOCKS.largest)


async def test_quart_still_reads_in_small_blocks(path):
    """When this fails, upstream has changed: see whether compat/file_in_small_blocks.py can go."""
    async with FileBody(path) as blocks:
        assert len(await anext(blocks)) == 8192


def test_flask_still_reads_in_small_blocks(path):
    """When this fails, upstream has changed: see whether compat/file_in_small_blocks.py can go."""
    with path.open("rb") as file:
        assert len(next(FileWrapper(file))) == 8192
