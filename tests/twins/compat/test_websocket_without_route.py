"""A WebSocket handshake is refused before any error page is made."""

import pytest

from comparison.targets.app import is_asgi

from .apps import QUART


async def sent_to(app, path="/nowhere"):
    """Return the types of what an ASGI app sends to a WebSocket handshake."""
    scope = {
        "type": "websocket", "asgi": {"version": "3.0", "spec_version": "2.3"}, "scheme": "ws", "http_version": "1.1",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "subprotocols": [],
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "extensions": {},
    }  # fmt: skip
    messages, sent = [{"type": "websocket.connect"}], []

    async def receive():
        return messages.pop() if messages else {"type": "websocket.disconnect", "code": 1006}

    async def send(message):
        sent.append(message["type"])

    await app(scope, receive, send)
    return sent


@pytest.fixture
def handled():
    """A list of the errors that the app's handler was called for."""
    return []


@pytest.mark.parametrize("path", ["/nowhere", "/page"])
async def test_handshake_is_closed_without_an_error_page(twin, make_probed, framework, handled, path):
    app = make_probed()
    framework.route(app, "/page", lambda: "page")
    for code in (400, 404, 500):
        app.register_error_handler(code, framework.native(lambda error: handled.append(error) or ("", 500)))
    served = app if is_asgi(app) else twin.module("compat.wsgi_bridge").as_asgi(app)
    assert await sent_to(served, path) == ["websocket.close"]
    assert handled == []


async def test_page_is_answered_as_before(make_probed, framework, open_client):
    app = make_probed()
    framework.route(app, "/page", lambda: "page")
    async with open_client(app) as client:
        assert (await client.get("/page")).text == "page"


async def test_quart_still_calls_the_error_handler(handled):
    """When this fails, upstream has changed: see whether compat/websocket_without_route.py can go."""
    app = QUART.app()
    app.register_error_handler(404, QUART.native(lambda error: handled.append(error) or ("", 404)))
    await sent_to(app)
    assert [error.code for error in handled] == [404]
