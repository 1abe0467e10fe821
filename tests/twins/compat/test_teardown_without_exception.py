"""Teardowns get the exception of the request, and None when only the client has disconnected."""

import logging
from threading import Event

import pytest

from waiting import until_async

from .apps import PATIENCE, QUART, post_and_disconnect
from .teardowns import Teardowns


@pytest.fixture
def teardowns():
    return Teardowns()


@pytest.fixture
def app(framework, compat, close, teardowns):
    """A plain app whose teardowns are noted, and where this divergence is closed."""
    return close(teardowns.register(framework, framework.app()), compat)


async def test_teardowns_get_what_the_view_raised(app, teardowns, open_client):
    async with open_client(app) as client:
        teardowns.clear()
        assert (await client.get("/fail")).status_code == 500
        assert (len(teardowns), teardowns.exceptions()) == (4, {"RuntimeError('asked to fail')"})


async def test_teardowns_get_none_where_nothing_was_raised(app, teardowns, open_client):
    async with open_client(app) as client:
        teardowns.clear()
        for path in ("/", "/nowhere"):
            await client.get(path)
        assert (len(teardowns), teardowns.exceptions()) == (8, {"None"})


async def exceptions_after_a_disconnect(framework, app, teardowns, open_client):
    """Let a client disconnect before it has its response; return the exceptions that the teardowns got."""
    begun, gate = Event(), Event()
    framework.route(app, "/slow", lambda: begun.set() or framework.wait(gate), str, "POST")
    async with open_client(app) as client:
        teardowns.clear()
        await post_and_disconnect(client, "/slow", begun, gate)
        await until_async(lambda: len(teardowns) >= 4, "four teardowns run", PATIENCE)
        return teardowns.exceptions()


async def test_teardowns_get_none_after_a_disconnect(app, framework, teardowns, open_client):
    assert await exceptions_after_a_disconnect(framework, app, teardowns, open_client) == {"None"}


async def test_whole_app_logs_what_the_view_raised(twin, make_app, caplog):
    caplog.set_level(logging.INFO)
    async with twin.client(make_app()) as client:
        caplog.clear()
        await client.get("/index/?fail=1")
        lines = [record.getMessage() for record in caplog.records if record.name == f"{twin.name}.hooks"]
    assert lines == [f"{name}: RuntimeError('asked to fail')" for name in ("teardown_request", "teardown_appcontext")]


async def test_quart_still_passes_none_for_what_the_view_raised(teardowns, open_client):
    """When this fails, upstream has changed: see whether compat/teardown_without_exception.py can go."""
    async with open_client(teardowns.register(QUART, QUART.app())) as client:
        teardowns.clear()
        await client.get("/fail")
        assert (len(teardowns), teardowns.exceptions()) == (4, {"None"})


async def test_quart_still_passes_a_disconnect_as_an_exception(teardowns, open_client):
    """When this fails, upstream has changed: see whether compat/teardown_without_exception.py can go."""
    app = teardowns.register(QUART, QUART.app())
    assert await exceptions_after_a_disconnect(QUART, app, teardowns, open_client) == {"CancelledError()"}
