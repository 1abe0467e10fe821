"""The remedy of FD103 finishes a view whose client disconnects, and nothing else."""

import asyncio

import pytest

VIEWS = """
    @app.post("/ends")
    async def ends():
        await request.get_data()
        print("> begun")
        await asyncio.sleep(0.05)
        print("> ended")
        return "text"

    @app.post("/stream")
    async def stream():
        await request.get_data()

        async def ticks():
            try:
                while True:
                    yield "tick"
                    await asyncio.sleep(0.01)
            finally:
                print("> stopped")

        return ticks()

    app.asgi_app ="""
DISCONNECT = {"type": "http.disconnect"}


def part(more_body):
    return {"type": "http.request", "body": b"x", "more_body": more_body}


async def printed(open_app, path, *messages):
    """Return what the app prints for a client that sends these messages, the last one once the view or body runs."""
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path, "query_string": b"",
        "headers": [(b"host", b"shop.example")], "extensions": {}, "root_path": "",
    }  # fmt: skip
    queue = list(messages)

    async def receive():
        await asyncio.sleep(0.02)
        return queue.pop(0) if queue else DISCONNECT

    async def send(message):
        pass

    async with open_app("FD103", replace=[("\n    app.asgi_app =", VIEWS)]) as app:
        await asyncio.wait_for(app.app(scope, receive, send), 5)
        return app.printed


async def test_view_ends_if_the_whole_body_has_come(open_app):
    lines = await printed(open_app, "/ends", part(False))
    assert lines[:3] == ["begun", "ended", "after_request"]


async def test_stream_stops_with_its_client(open_app):
    assert "stopped" in await printed(open_app, "/stream", part(False))


@pytest.mark.parametrize("path", ["/ends", "/stream"])
async def test_upload_that_the_client_breaks_off_is_not_waited_for(open_app, path):
    lines = await printed(open_app, path, part(True))
    assert not {"begun", "after_request"} & set(lines)
