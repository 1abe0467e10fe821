"""Start, request hooks, error handlers and streams, as the log shows them."""

import logging
import weakref
from importlib import import_module

import pytest


@pytest.fixture
def logged(twin, caplog):
    """Return a function that returns the messages that a module of the twin has logged so far."""
    caplog.set_level(logging.DEBUG)

    def messages(module):
        return [record.getMessage() for record in caplog.records if record.name == f"{twin.name}.{module}"]

    return messages


async def test_start_runs_once_before_the_first_request(twin, make_app, logged):
    app = make_app()
    async with twin.client(app) as client:
        assert logged("hooks").count("start") == 1
        for _ in range(3):
            await client.get("/")
        assert logged("hooks").count("start") == 1
        assert logged("hooks")[0] == "start"


async def test_each_app_starts_once(twin, make_app, logged):
    for number in (1, 2):
        async with twin.client(make_app()) as client:
            await client.get("/")
        assert logged("hooks").count("start") == number


async def test_request_is_torn_down_before_its_app_context(twin, make_app, logged, caplog):
    async with twin.client(make_app(DEVELOPMENT=True)) as client:
        caplog.clear()
        for path in ("/", "/nowhere", "/static/style.css"):
            await client.get(path)
            assert logged("hooks") == ["teardown_request: None", "teardown_appcontext: None"]
            caplog.clear()


async def test_successful_request_logs_nothing_in_production(twin, make_app, logged):
    async with twin.client(make_app()) as client:
        await client.get("/")
    assert logged("hooks") == ["start"]


async def test_failed_request_is_torn_down(twin, make_app, logged, caplog):
    async with twin.client(make_app()) as client:
        caplog.clear()
        assert (await client.get("/index/?fail=1")).status_code == 500
    names = [message.partition(":")[0] for message in logged("hooks")]
    assert names[:2] == ["teardown_request", "teardown_appcontext"]


async def test_failure_is_logged_once_with_its_traceback(twin, make_app, caplog):
    async with twin.client(make_app()) as client:
        await client.get("/index/?fail=1")
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [str(record.exc_info[1]) for record in errors] == ["asked to fail"]


async def test_progress_of_a_stream_is_logged_each_thousand_rows(twin, make_app, logged):
    async with twin.client(make_app()) as client:
        await client.get("/large.csv?rows=2001&columns=1")
        assert logged("streaming") == ["row: 0", "row: 1000", "row: 2000"]


async def test_short_stream_logs_its_first_row_alone(twin, make_app, logged):
    async with twin.client(make_app()) as client:
        await client.get("/large.csv?rows=1000&columns=1")
        assert logged("streaming") == ["row: 0"]


async def test_head_request_makes_no_row(twin, make_app, logged):
    async with twin.client(make_app()) as client:
        assert (await client.head("/large.csv")).status_code == 200
        assert logged("streaming") == []


async def test_stream_ends_when_the_client_disconnects(twin, make_app, logged):
    async with twin.client(make_app()) as client:
        async with client.stream("GET", "/large.csv") as response:
            await anext(response.aiter_raw())
        rows = len(logged("streaming"))
        assert (await client.get("/")).status_code == 200
        assert len(logged("streaming")) == rows
        assert rows < 5


@pytest.mark.parametrize("kind", ["before_request", "after_request", "teardown_request"])
async def test_failing_hook_sets_no_session_cookie(twin, make_app, log_in, kind):
    app = make_app()

    async def fails_with_a_wait(*_):
        twin.module("session").session["user"] = "somebody"
        raise RuntimeError("asked to fail")

    def fails(*_):
        twin.module("session").session["user"] = "somebody"
        raise RuntimeError("asked to fail")

    getattr(app, kind)(fails_with_a_wait if twin.framework == "quart" else fails)
    async with twin.client(app) as client:
        response = await log_in(client)
    assert response.status_code == 500
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/index/?fail=1", 500), ("/logout", 405)])
async def test_error_page_that_fails_is_a_bare_one(twin, make_app, caplog, path, status):
    app = make_app()

    def fails():
        raise RuntimeError("asked to fail")

    async def fails_with_a_wait():
        raise RuntimeError("asked to fail")

    app.context_processor(fails_with_a_wait if twin.framework == "quart" else fails)
    async with twin.client(app) as client:
        response = await client.get(path)
    assert (response.status_code, response.text.startswith("<!DOCTYPE html>")) == (status, True)
    assert "<h1>" in response.text
    assert ("Allow" in response.headers) == (status == 405)
    assert "no page for an error" in caplog.messages


async def test_host_that_is_not_trusted_gets_the_layout(twin, make_app):
    async with twin.client(make_app(TRUSTED_HOSTS="shop.example")) as client:
        response = await client.get("/upload/", headers={"Host": "evil.example"})
    assert (response.status_code, '<a href="/cookies/">Cookies</a>' in response.text) == (400, True)


async def test_hooks_and_views_are_asked_only_once_what_kind_of_function_they_are(twin, make_app, monkeypatch):
    module, questions = import_module(f"{twin.framework}.app"), []
    is_coroutine_function = module.iscoroutinefunction

    def ask(function):
        questions.append(function)
        return is_coroutine_function(function)

    monkeypatch.setattr(module, "iscoroutinefunction", ask)
    async with twin.client(make_app()) as client:
        assert (await client.get("/")).status_code == 200
        known = len(questions)
        assert (await client.get("/")).status_code == 200
        assert (known > 10, questions[known:]) == (True, [])


def test_functions_of_ended_requests_are_forgotten(twin, make_app):
    app, left = make_app(), []
    ensure = app.ensure_sync if twin.framework == "flask" else app.ensure_async
    for _ in range(1500):
        function = twin.receiver(lambda: None)
        left.append(weakref.ref(function))
        ensure(function)
        del function
    assert sum(function() is not None for function in left) == 1000
