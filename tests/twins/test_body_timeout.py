"""BODY_TIMEOUT: how long a body may take on its way in, on a server that reads it for the app."""

import asyncio

import pytest

BOUNDARY = "----slow"
HEADERS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbegun, '.encode()


@pytest.fixture
def served(twin, make_app):
    """Return a function that makes the app as an ASGI server gets it."""
    return lambda **more: twin.module("compat.wsgi_bridge").as_asgi(make_app(**more))


async def sent_slowly(skip, seconds):
    yield HEAD
    for _ in range(20):
        await asyncio.sleep(0)
    skip(seconds)
    for _ in range(20):
        await asyncio.sleep(0)
    yield f"ended\r\n--{BOUNDARY}--\r\n".encode()


def stored(settings):
    return [path.read_bytes() for path in settings["UPLOAD_FOLDER"].glob("*/content")]


async def test_body_that_takes_longer_than_the_frameworks_minute_is_stored(twins, served, settings, skip):
    async with twins[1].client(served()) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 500), headers=HEADERS)
    assert (response.status_code, stored(settings)) == (200, [b"begun, ended"])


async def test_body_that_takes_longer_than_the_deadline_is_refused_and_leaves_nothing(twins, served, settings, skip):
    async with twins[1].client(served(BODY_TIMEOUT=30)) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 40), headers=HEADERS)
        assert (response.status_code, stored(settings)) == (408, [])
        assert (await client.get("/")).status_code == 200


async def test_body_that_finds_no_room_on_its_way_in_is_told_so(twin, twins, served, settings, monkeypatch):
    async with twins[1].client(served()) as client:
        with monkeypatch.context() as patch:
            patch.setattr("tempfile.TemporaryFile", no_room)
            content = b"x" * 1_000_000
            response = await client.post("/upload/", files={"file": ("a.txt", content)})
        assert (response.status_code, "There is no room left" in response.text) == (507, True)
        assert stored(settings) == []


def no_room(*args, **kwargs):
    raise OSError(28, "No space left on device")


async def test_body_that_takes_longer_than_an_hour_is_refused(twins, served, settings, skip):
    async with twins[1].client(served()) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 3600), headers=HEADERS)
    assert (response.status_code, stored(settings)) == (408, [])
