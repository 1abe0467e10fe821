"""The remedy of FD728 drops no exception."""

import pytest

INNER = """
        async def asgi_app(scope, receive, send):
            raise ExceptionGroup("both", [KeyError("a"), ValueError("b")])
"""


async def test_group_of_several_stays_a_group(open_app):
    async with open_app("FD728", replace=[("\n        asgi_app = app.asgi_app\n", INNER)]) as app:
        with pytest.RaisesGroup(KeyError, ValueError):
            await app.app.asgi_app({}, None, None)
