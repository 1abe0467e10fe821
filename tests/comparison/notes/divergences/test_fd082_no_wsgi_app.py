"""The remedy of FD082 trusts the headers that Flask's ProxyFix trusts, and no others."""

import pytest

FOR = "X-Forwarded-For"
PROTO = "X-Forwarded-Proto"
HEADERS_BY_NAME = {
    "no header": [],
    "an address": [(FOR, "192.0.2.1")],
    "an address that the client put before the proxy's": [(FOR, "6.6.6.6, 192.0.2.1")],
    "a header of the client before the proxy's": [(FOR, "6.6.6.6"), (FOR, "192.0.2.1")],
    "a quote that the client leaves open": [(FOR, '"6.6.6.6'), (FOR, "192.0.2.1")],
    "an empty address": [(FOR, "")],
    "a comma only": [(FOR, ",")],
    "an empty last value": [(FOR, "192.0.2.1, ")],
    "an empty second header": [(FOR, "192.0.2.1"), (FOR, "")],
    "an IPv6 address": [(FOR, "2001:db8::1")],
    "an IPv6 address with a port": [(FOR, "[2001:db8::1]:443")],
    "a word instead of an address": [(FOR, "unknown")],
    "https": [(PROTO, "https")],
    "a scheme that the client put before the proxy's": [(PROTO, "https, http")],
    "a scheme header of the client before the proxy's": [(PROTO, "https"), (PROTO, "http")],
    "an empty scheme": [(PROTO, "")],
    "an empty last scheme": [(PROTO, "https,")],
    "a host": [("X-Forwarded-Host", "evil.example")],
    "a port": [("X-Forwarded-Port", "666")],
    "a prefix": [("X-Forwarded-Prefix", "/evil")],
    "RFC 7239": [("Forwarded", "for=6.6.6.6;host=evil.example;proto=https")],
    "a name that other proxies use": [("X-Real-IP", "6.6.6.6")],
}


async def answer(app, headers):
    return await app.get(headers=[("Host", "shop.example"), *headers])


@pytest.mark.parametrize("headers", HEADERS_BY_NAME.values(), ids=HEADERS_BY_NAME)
async def test_remedy_answers_as_flask_does(open_app, headers):
    async with open_app("FD082", "flask") as flask, open_app("FD082") as quart:
        flask.module.wrap()
        quart.module.wrap()
        text = await answer(quart, headers)
        # The two in-process clients use different client addresses (FD714).
        assert text.replace("<local>", "127.0.0.1") == await answer(flask, headers)
        assert "evil" not in text
        assert "6.6.6.6" not in text


@pytest.mark.parametrize("scheme", ["javascript", "wss", "HTTPS", "https://evil.example/?", "file"])
async def test_remedy_trusts_no_other_scheme(open_app, scheme):
    async with open_app("FD082") as app:
        app.module.wrap()
        assert (await answer(app, [(PROTO, scheme)])).endswith(" http://shop.example/")


async def scope_passed_on(app, scope):
    """Return the scope that the remedy's middleware passes to the app that it wraps."""
    scopes = []

    async def wrapped_app(scope, receive, send):
        scopes.append(scope)

    await app.module.OneProxy(wrapped_app)(scope, None, None)
    return scopes[0]


@pytest.mark.parametrize(("scheme", "expected"), [("https", "wss"), ("http", "ws"), ("javascript", "ws")])
async def test_scheme_of_a_websocket_becomes_ws_or_wss(open_app, scheme, expected):
    headers = [(b"x-forwarded-for", b"6.6.6.6, 192.0.2.1"), (b"x-forwarded-proto", scheme.encode())]
    scope = {"type": "websocket", "scheme": "ws", "client": ("127.0.0.1", 1), "headers": headers}
    async with open_app("FD082") as app:
        result = await scope_passed_on(app, scope)
    assert result == {**scope, "scheme": expected, "client": ("192.0.2.1", 0)}
    assert scope["client"] == ("127.0.0.1", 1)


async def test_lifespan_scope_is_passed_on_unchanged(open_app):
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    async with open_app("FD082") as app:
        assert await scope_passed_on(app, scope) is scope


async def test_hypercorn_middleware_trusts_the_host(open_app):
    """If this fails, Hypercorn's middleware trusts X-Forwarded-Host no longer and may replace the remedy's."""
    imports = "from hypercorn.middleware import ProxyFixMiddleware\n        from quart import Quart"
    replace = [("from quart import Quart", imports), ("OneProxy(app.asgi_app)", "ProxyFixMiddleware(app.asgi_app)")]
    async with open_app("FD082", replace=replace) as app:
        app.module.wrap()
        assert "evil.example" in await answer(app, [("X-Forwarded-Host", "evil.example")])
