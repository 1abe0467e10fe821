"""The remedy of FD812 answers as Flask's ProxyFix does, whatever the client puts before the proxy's values."""

import pytest

FOR, PROTO, HOST = "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"
HEADERS_BY_NAME = {
    "none": [],
    "an address": [(FOR, "192.0.2.1")],
    "an address of the client before the proxy's": [(FOR, "6.6.6.6, 192.0.2.1")],
    "a header of the client before the proxy's": [(FOR, "6.6.6.6"), (FOR, "192.0.2.1")],
    "an empty address": [(FOR, "")],
    "a comma": [(FOR, ",")],
    "an empty last value": [(FOR, "6.6.6.6, 192.0.2.1, ")],
    "an empty scheme": [(PROTO, "")],
    "an empty last host": [(HOST, "shop.example,")],
    "a host of the client before the proxy's": [(HOST, "evil.example, shop.example")],
}


@pytest.mark.parametrize("headers", HEADERS_BY_NAME.values(), ids=HEADERS_BY_NAME)
async def test_remedy_answers_as_flask_does(open_app, headers):
    async with open_app("FD812", "flask") as flask, open_app("FD812") as quart:
        pairs = [("Host", "shop.example"), *headers]
        text = (await quart.get(headers=pairs)).replace("<local>", "127.0.0.1")
        assert text == await flask.get(headers=pairs)
        assert "6.6.6.6" not in text
        assert "evil" not in text
