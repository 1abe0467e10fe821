"""The remedy of FD158 keeps the limits of a form."""

import pytest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def chunks(body):
    yield body


@pytest.mark.parametrize("content", [bytes, chunks], ids=["with a length", "without"])
async def test_large_form_is_refused(open_app, content):
    async with open_app("FD158") as app:
        for size, status in ((500_000, 200), (500_001, 413)):
            body = b"name=" + b"x" * (size - 5)
            assert (await app.client.post("/", content=content(body), headers=FORM)).status_code == status


async def test_raw_bytes_that_are_not_utf_8_get_400(open_app):
    async with open_app("FD158") as app, open_app("FD158", "flask") as flask:
        statuses = [
            (await probed.client.post("/", content=b"name=J\xf6rg", headers=FORM)).status_code
            for probed in (app, flask)
        ]
    assert statuses == [400, 400]


async def test_other_media_type_is_refused(open_app):
    async with open_app("FD158") as app:
        response = await app.client.post("/", content=b"name=x", headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
