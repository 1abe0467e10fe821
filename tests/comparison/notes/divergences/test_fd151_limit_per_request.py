"""The remedy of FD151 keeps the limit of every other view, and refuses a body without a length."""

import pytest

OTHER = """
        @app.post("/other")
        async def other():
            return f"read {len(await request.get_data())}"

        @app.post("/small")
"""


async def chunks():
    yield b"x" * 5_000


@pytest.mark.parametrize(("path", "limit"), [("/small", 1_000), ("/other", 10_000), ("/large", 100_000)])
async def test_each_view_has_its_own_limit(open_app, path, limit):
    async with open_app("FD151", replace=[('\n        @app.post("/small")\n', OTHER)]) as app:
        statuses = [(await app.client.post(path, content=bytes(size))).status_code for size in (limit, limit + 1)]
    assert statuses == [200, 413]


@pytest.mark.parametrize("path", ["/small", "/large"])
async def test_body_without_a_length_is_refused(open_app, path):
    async with open_app("FD151") as app:
        assert (await app.client.post(path, content=chunks())).status_code == 411
