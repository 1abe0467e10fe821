"""Quart does not count a body that the view iterates over, and counts other bodies late, as FD105 says."""

import asyncio
from importlib.metadata import version

ITERATED = """
        data = b""
        async for part in request.body:
            data += part
"""


async def slow_chunks():
    for _ in range(20):
        yield b"x" * 1000
        await asyncio.sleep(0.01)


async def test_body_that_is_iterated_over_has_no_limit(open_app):
    replace = [("\n        data = await request.get_data()\n", ITERATED)]
    async with open_app("FD105", "quart", "run", replace=replace) as app:
        response = await app.client.post("/", content=slow_chunks())
    assert f"{response.status_code} {response.text}" == "200 stored 20000"


async def test_quart_compares_with_the_limit_only_at_the_end_of_the_body(open_app):
    chunk_count = 0

    async def receive():
        nonlocal chunk_count
        chunk_count += 1
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"x" * 1000, "more_body": chunk_count < 100}

    sent, responded = [], asyncio.Event()

    async def send(message):
        sent.append((message.get("status"), chunk_count))
        responded.set()

    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": "/", "query_string": b"",
        "headers": [(b"host", b"shop.example"), (b"transfer-encoding", b"chunked")], "extensions": {},
    }  # fmt: skip
    async with open_app("FD105", "quart") as app:
        task = asyncio.ensure_future(app.app(scope, receive, send))
        await asyncio.wait_for(responded.wait(), 5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    status, received = sent[0]
    assert status == 413
    assert (received >= 100) is (version("quart") >= "0.23")
