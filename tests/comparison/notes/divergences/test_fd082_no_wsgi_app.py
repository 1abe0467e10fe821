"""FD082's remedy believes what Flask's ProxyFix believes, and nothing else."""

import pytest

FOR = "X-Forwarded-For"
PROTO = "X-Forwarded-Proto"
EQUAL = {
    "no header": [],
    "an address": [(FOR, "192.0.2.1")],
    "an address that the client put before the proxy's": [(FOR, "6.6.6.6, 192.0.2.1")],
    "a line of the client before the proxy's": [(FOR, "6.6.6.6"), (FOR, "192.0.2.1")],
    "a quote that the client leaves open": [(FOR, '"6.6.6.6'), (FOR, "192.0.2.1")],
    "an empty address": [(FOR, "")],
    "a comma only": [(FOR, ",")],
    "an empty last place": [(FOR, "192.0.2.1, ")],
    "an empty second line": [(FOR, "192.0.2.1"), (FOR, "")],
    "an IPv6 address": [(FOR, "2001:db8::1")],
    "an IPv6 address with a port": [(FOR, "[2001:db8::1]:443")],
    "a word for an address": [(FOR, "unknown")],
    "https": [(PROTO, "https")],
    "a scheme that the client put before the proxy's": [(PROTO, "https, http")],
    "a line with a scheme of the client before the proxy's": [(PROTO, "https"), (PROTO, "http")],
    "an empty scheme": [(PROTO, "")],
    "an empty last scheme": [(PROTO, "https,")],
    "a host": [("X-Forwarded-Host", "evil.example")],
    "a port": [("X-Forwarded-Port", "666")],
    "a prefix": [("X-Forwarded-Prefix", "/evil")],
    "RFC 7239": [("Forwarded", "for=6.6.6.6;host=evil.example;proto=https")],
    "a name that other proxies use": [("X-Real-IP", "6.6.6.6")],
}


async def seen(app, headers):
    return await app.get(headers=[("Host", "shop.example"), *headers])


@pytest.mark.parametrize("headers", EQUAL.values(), ids=EQUAL)
async def test_remedy_answers_as_flask_does(open_app, headers):
    async with open_app("FD082", "flask") as flask, open_app("FD082") as quart:
        flask.module.wrap()
        quart.module.wrap()
        answer = await seen(quart, headers)
        # The in-process clients differ in the address of who asks directly (FD714).
        assert answer.replace("<local>", "127.0.0.1") == await seen(flask, headers)
        assert "evil" not in answer
        assert "6.6.6.6" not in answer


@pytest.mark.parametrize("scheme", ["javascript", "wss", "HTTPS", "https://evil.example/?", "file"])
async def test_remedy_believes_no_other_scheme(open_app, scheme):
    async with open_app("FD082") as app:
        app.module.wrap()
        assert (await seen(app, [(PROTO, scheme)])).endswith(" http://shop.example/")


async def passed_on(app, scope):
    scopes = []

    async def inner(scope, receive, send):
        scopes.append(scope)

    await app.module.OneProxy(inner)(scope, None, None)
    return scopes[0]


@pytest.mark.parametrize(("scheme", "expected"), [("https", "wss"), ("http", "ws"), ("javascript", "ws")])
async def test_scheme_of_a_websocket_stays_one_of_websockets(open_app, scheme, expected):
    headers = [(b"x-forwarded-for", b"6.6.6.6, 192.0.2.1"), (b"x-forwarded-proto", scheme.encode())]
    scope = {"type": "websocket", "scheme": "ws", "client": ("127.0.0.1", 1), "headers": headers}
    async with open_app("FD082") as app:
        result = await passed_on(app, scope)
    assert result == {**scope, "scheme": expected, "client": ("192.0.2.1", 0)}
    assert scope["client"] == ("127.0.0.1", 1)


async def test_scope_without_a_request_is_passed_on_as_it_is(open_app):
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    async with open_app("FD082") as app:
        assert await passed_on(app, scope) is scope


async def test_hypercorn_middleware_believes_the_host(open_app):
    """Why the remedy is not hypercorn's: when this fails, it may be."""
    imported = "from hypercorn.middleware import ProxyFixMiddleware\n        from quart import Quart"
    replace = [("from quart import Quart", imported), ("OneProxy(app.asgi_app)", "ProxyFixMiddleware(app.asgi_app)")]
    async with open_app("FD082", replace=replace) as app:
        app.module.wrap()
        assert "evil.example" in await seen(app, [("X-Forwarded-Host", "evil.example")])
