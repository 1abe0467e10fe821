"""What a rule rewrites is not found, and in a port not what is awaited."""

import pytest

from comparison.inspection.detector import NameUse

from .apps import FLASK, QUART, places

PUSH = NameUse(("flask.Flask().app_context().push",), left=True, place="everywhere")
SET_COOKIE = NameUse(("flask.testing.FlaskClient().set_cookie",), left=True, where=((0, ".+"),), place="everywhere")


@pytest.mark.parametrize(
    ("text", "trigger", "is_found"),
    [
        (f"{FLASK}def test_a():\n    app.test_client().set_cookie('a', 'b')\n", SET_COOKIE, False),
        (f"{QUART}async def a():\n    await app.app_context().push()\n", PUSH, False),
        (f"{QUART}async def a():\n    app.app_context().push()\n", PUSH, True),
        # An argument is wrong whether or not the call is awaited.
        (f"{QUART}async def test_a():\n    await app.test_client().set_cookie('a', 'b')\n", SET_COOKIE, True),
    ],
)
def test_only_what_is_left_is_found(text, trigger, is_found):
    assert bool(places({"test_app.py": text}, trigger)) is is_found
