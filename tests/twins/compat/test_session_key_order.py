"""Equal sessions are equal cookies, in whatever order their keys were set."""

from datetime import UTC, datetime
from uuid import UUID

from .apps import KEY, QUART

VALUES = {
    "text": "报告",
    "markup": "</script>",
    "number": 1.5,
    "nothing": None,
    "tuple": (1, ("a", True)),
    "bytes": b"\0\xff",
    "time": datetime(2024, 2, 29, tzinfo=UTC),
    "uuid": UUID(int=1),
    "list": [{"b": (), "a": [b""]}],
    " t": "looks like a tag",
    "dictionary": {" t": ["looks like a tag"]},
}


def add_pages(framework, app):
    session = framework.module.session
    for order in ("ab", "ba"):
        framework.route(app, f"/set/{order}", lambda order=order: session.update(dict.fromkeys(order, 1)), str)
    framework.route(app, "/set/values", lambda: session.update(VALUES), str)
    framework.route(app, "/same", lambda: str({name: session[name] for name in VALUES} == VALUES))
    return app


async def cookies_of(app, open_client):
    """Return the payloads of the cookies of two equal sessions, whose keys were set in two orders."""
    payloads = []
    for order in ("ab", "ba"):
        async with open_client(app) as client:
            await client.get(f"/set/{order}")
            payloads.append(client.cookies["session"].partition(".")[0])
    return payloads


async def test_equal_sessions_are_equal_cookies(make_probed, framework, open_client):
    assert len(set(await cookies_of(add_pages(framework, make_probed()), open_client))) == 1


async def test_values_keep_their_types(make_probed, framework, open_client):
    async with open_client(add_pages(framework, make_probed())) as client:
        await client.get("/set/values")
        assert (await client.get("/same")).text == "True"


async def test_quart_changes_no_other_app_of_the_process(twins, open_client):
    twins[1].module("compat.session_key_order").init_app(QUART.app())
    assert len(set(await cookies_of(add_pages(QUART, QUART.app(SECRET_KEY=KEY)), open_client))) == 2


async def test_quart_still_keeps_the_order_in_which_keys_were_set(open_client):
    """When this fails, upstream has changed: see whether compat/session_key_order.py can go."""
    assert len(set(await cookies_of(add_pages(QUART, QUART.app(SECRET_KEY=KEY)), open_client))) == 2
