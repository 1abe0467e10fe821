"""Teardowns run last registered first, and hear of the exception that ended the request."""

import logging
from threading import Event

import pytest

from waiting import until_async

from .apps import PATIENCE, QUART, ask_and_leave


def fail():
    raise RuntimeError("asked to fail")


class Heard(list):
    """What the teardowns of an app heard: name and exception, in order."""

    def connect(self, framework, app):
        for number in (1, 2):
            for kind in (app.teardown_request, app.teardown_appcontext):
                kind(framework.native(lambda exc, name=f"{kind.__name__} {number}": self.append((name, exc))))
        framework.route(app, "/", lambda: "no failure")
        framework.route(app, "/fail", fail)
        return app

    def names(self, kind):
        return [name for name, _ in self if name.startswith(kind)]

    def exceptions(self):
        return {repr(exc) for _, exc in self}


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def make_heard(twin, framework, compat, heard):
    """Return a function that makes a plain app whose teardowns tell `heard`, and where this divergence is closed."""

    def make():
        app = heard.connect(framework, framework.app())
        compat.init_app(app)
        return app

    return make


@pytest.mark.parametrize("kind", ["teardown_request", "teardown_appcontext"])
async def test_last_registered_runs_first(make_heard, heard, open_client, kind):
    async with open_client(make_heard()) as client:
        heard.clear()
        await client.get("/")
        assert heard.names(kind) == [f"{kind} 2", f"{kind} 1"]


async def test_teardowns_hear_what_was_raised(make_heard, heard, open_client):
    async with open_client(make_heard()) as client:
        heard.clear()
        assert (await client.get("/fail")).status_code == 500
        assert (len(heard), heard.exceptions()) == (4, {"RuntimeError('asked to fail')"})


async def test_teardowns_hear_of_no_failure_when_there_was_none(make_heard, heard, open_client):
    async with open_client(make_heard()) as client:
        heard.clear()
        for path in ("/", "/nowhere"):
            await client.get(path)
        assert (len(heard), heard.exceptions()) == (8, {"None"})


async def leave(framework, app, heard, open_client):
    """Let a client leave before it has its answer; return what the teardowns heard."""
    begun, gate = Event(), Event()
    framework.route(app, "/slow", lambda: begun.set() or framework.wait(gate), str, "POST")
    async with open_client(app) as client:
        heard.clear()
        await ask_and_leave(client, "/slow", begun, gate)
        await until_async(lambda: len(heard) >= 4, "four teardowns run", PATIENCE)
        return heard.exceptions()


async def test_client_that_left_is_no_failure(make_heard, framework, heard, open_client):
    assert await leave(framework, make_heard(), heard, open_client) == {"None"}


async def test_whole_app_logs_what_was_raised(twin, make_app, caplog):
    caplog.set_level(logging.INFO)
    async with twin.client(make_app()) as client:
        caplog.clear()
        await client.get("/index/?fail=1")
        told = [record.getMessage() for record in caplog.records if record.name == f"{twin.name}.hooks"]
    assert told == [f"{name}: RuntimeError('asked to fail')" for name in ("teardown_request", "teardown_appcontext")]


async def test_quart_still_runs_teardowns_of_the_app_context_first_registered_first(heard, open_client):
    """When this fails, upstream has changed: see whether compat/teardown.py can go."""
    async with open_client(heard.connect(QUART, QUART.app())) as client:
        heard.clear()
        await client.get("/")
        assert heard.names("teardown_appcontext") == ["teardown_appcontext 1", "teardown_appcontext 2"]


async def test_quart_still_hides_from_teardowns_what_was_raised(heard, open_client):
    """When this fails, upstream has changed: see whether compat/teardown.py can go."""
    async with open_client(heard.connect(QUART, QUART.app())) as client:
        heard.clear()
        await client.get("/fail")
        assert (len(heard), heard.exceptions()) == (4, {"None"})


async def test_quart_still_takes_a_client_that_left_for_a_failure(heard, open_client):
    """When this fails, upstream has changed: see whether compat/teardown.py can go."""
    app = heard.connect(QUART, QUART.app())
    assert await leave(QUART, app, heard, open_client) == {"CancelledError()"}
