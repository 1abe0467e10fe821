"""BODY_TIMEOUT: the time that a request body may take, on an ASGI server."""

import asyncio

import pytest

BOUNDARY = "----slow"
HEADERS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbegun, '.encode()


@pytest.fixture
def served(twin, make_app):
    """Return a function that makes an ASGI app of the twin."""
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


async def test_body_that_takes_longer_than_a_minute_is_stored(twins, served, settings, skip):
    async with twins[1].client(served()) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 500), headers=HEADERS)
    assert (response.status_code, stored(settings)) == (200, [b"begun, ended"])


async def test_body_that_takes_longer_than_the_deadline_is_refused_and_not_stored(twins, served, settings, skip):
    async with twins[1].client(served(BODY_TIMEOUT=30)) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 40), headers=HEADERS)
        assert (response.status_code, stored(settings)) == (408, [])
        assert (await client.get("/")).status_code == 200


async def test_body_that_fills_the_disk_gets_507(twin, twins, served, settings, monkeypatch):
    async with twins[1].client(served()) as client:
        with monkeypatch.context() as patch:
            patch.setattr("tempfile.TemporaryFile", fail_with_full_disk)
            patch.setattr(twin.module("compat.file_written_on_loop"), "open_unnamed", fail_with_full_disk)
            content = b"x" * 3_000_000
            response = await client.post("/upload/", files={"file": ("a.txt", content)})
        assert (response.status_code, "There is no room left" in response.text) == (507, True)
        assert stored(settings) == []


def fail_with_full_disk(*args, **kwargs):
    raise OSError(28, "No space left on device")


async def test_body_that_takes_longer_than_an_hour_is_refused(twins, served, settings, skip):
    async with twins[1].client(served()) as client:
        response = await client.post("/upload/", content=sent_slowly(skip, 3600), headers=HEADERS)
    assert (response.status_code, stored(settings)) == (408, [])
