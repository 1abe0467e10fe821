"""Where the Flask app's bridge keeps request bodies: in memory while there is room, else in files."""

import asyncio
from errno import ENOSPC
from tempfile import SpooledTemporaryFile

import pytest

SIZE, ROOM = 300_000, 400_000
BOUNDARY = "----body"
HEADERS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'.encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
LENGTH = len(HEAD) + SIZE + len(TAIL)
SCOPE = {"type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": "/upload/"}

# Seconds that only a failing test waits.
PATIENCE = 10.0


@pytest.fixture
def bridge(twins):
    return twins[0].module("compat.wsgi_bridge")


@pytest.fixture
def to_files(bridge, monkeypatch):
    """The sizes of the bodies that were moved from memory to a file."""
    sizes = []

    class Noting(SpooledTemporaryFile):
        def rollover(self):
            sizes.append(self.tell())
            super().rollover()

    monkeypatch.setattr(bridge, "SpooledTemporaryFile", Noting)
    return sizes


@pytest.fixture
def served(twins, bridge, settings):
    return bridge.as_asgi(twins[0].package.create_app(settings))


@pytest.fixture
def client_of(twins, served):
    return lambda: twins[1].client(served)


async def uploaded(client, release=None, **headers):
    """Upload SIZE bytes; with `release`, all but the last block before it is set."""

    async def body():
        yield HEAD + b"x" * (SIZE - 1)
        if release is not None:
            await release.wait()
        yield b"x" + TAIL

    headers = HEADERS | (headers or {"Content-Length": str(LENGTH)})
    return (await client.post("/upload/", content=body(), headers=headers)).status_code


async def uploaded_beside_another(client, served, to_files):
    """Upload one body while another is half sent; return how many are in files then, and the status of the other."""
    release = asyncio.Event()
    first = asyncio.create_task(uploaded(client, release))
    async with asyncio.timeout(PATIENCE):
        while not served.reserved:
            await asyncio.sleep(0.01)
    assert await uploaded(client) == 200
    in_files = len(to_files)
    release.set()
    return in_files, await first


def stored(settings):
    return [path.read_bytes() for path in settings["UPLOAD_FOLDER"].glob("*/content")]


async def test_body_is_in_memory_while_there_is_room(client_of, to_files, settings):
    async with client_of() as client:
        assert await uploaded(client) == 200
    assert (to_files, stored(settings)) == ([], [b"x" * SIZE])


async def test_body_is_in_a_file_where_there_is_no_room(client_of, to_files, settings, bridge, monkeypatch):
    monkeypatch.setattr(bridge, "ROOM", SIZE // 2)
    async with client_of() as client:
        assert await uploaded(client) == 200
    assert (len(to_files), stored(settings)) == (1, [b"x" * SIZE])


async def test_flask_keeps_a_body_without_a_length_in_a_file(client_of, to_files, settings, served):
    async with client_of() as client:
        assert await uploaded(client, **{"Transfer-Encoding": "chunked"}) == 200
    assert (len(to_files), stored(settings), served.reserved) == (1, [b"x" * SIZE], 0)


async def test_small_body_is_in_memory_in_any_case(client_of, to_files, bridge, monkeypatch):
    monkeypatch.setattr(bridge, "ROOM", 0)
    async with client_of() as client:
        response = await client.post("/login", content=b"username=" + b"x" * bridge.MEMORY)
        assert (response.status_code, len(to_files)) == (401, 1)
        response = await client.post("/login", content=b"username=x&password=y")
    assert (response.status_code, len(to_files)) == (401, 1)


async def test_flask_bodies_share_the_room(client_of, to_files, bridge, monkeypatch, served):
    monkeypatch.setattr(bridge, "ROOM", ROOM)
    async with client_of() as client:
        assert await uploaded_beside_another(client, served, to_files) == (1, 200)


async def test_flask_moves_bodies_to_files_in_a_crowd(
    twins, client_of, to_files, settings, bridge, monkeypatch, served
):
    monkeypatch.setattr(bridge, "BLOCKS", twins[0].module("blocks").Blocks(smallest=1000, largest=2000, room=2000))
    async with client_of() as client:
        assert await uploaded_beside_another(client, served, to_files) == (1, 200)
    assert (len(to_files), stored(settings)) == (1, [b"x" * SIZE] * 2)


async def test_flask_gives_room_back(client_of, to_files, bridge, monkeypatch, served):
    monkeypatch.setattr(bridge, "ROOM", ROOM)
    async with client_of() as client:
        assert [await uploaded(client) for _ in range(3)] == [200] * 3
    assert (to_files, served.reserved) == ([], 0)


async def test_flask_gives_room_back_when_the_client_leaves(served):
    messages = [{"type": "http.request", "body": b"x" * SIZE, "more_body": True}, {"type": "http.disconnect"}]

    async def receive():
        return messages.pop(0)

    async def send(message):
        raise AssertionError(f"{message} was sent to a client that has left")

    await served(SCOPE | {"headers": [(b"content-length", str(2 * SIZE).encode())]}, receive, send)
    assert (messages, served.reserved) == ([], 0)


async def test_body_that_finds_neither_room_nor_a_disk_gets_507(client_of, bridge, monkeypatch, settings, served):
    def fail(file):
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(bridge, "ROOM", 0)
    monkeypatch.setattr(bridge.SpooledTemporaryFile, "rollover", fail)
    async with client_of() as client:
        assert await uploaded(client) == 507
    assert (stored(settings), served.reserved) == ([], 0)
