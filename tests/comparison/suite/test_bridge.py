"""ASGI apps called as a test client calls WSGI apps: streams, errors, and what servers do with some responses."""

import asyncio

import pytest
import quart

from comparison.suite import bridge
from comparison.suite.client import SyncClient
from comparison.suite.environ import EnvironBuilder
from comparison.suite.own_loop import own_loop


def create_app(steps):
    app = quart.Quart(__name__)

    @app.get("/stream")
    async def stream():
        async def rows():
            try:
                for number in range(3):
                    steps.append(number)
                    yield f"{number}"
            finally:
                steps.append("closed")

        return rows()

    @app.get("/broken")
    async def broken():
        raise LookupError("broken on purpose")

    @app.get("/breaks-off")
    async def breaks_off():
        async def rows():
            yield "first"
            raise LookupError("in the middle")

        return rows()

    @app.get("/text")
    async def text():
        return "text"

    @app.get("/empty")
    async def empty():
        return "text", 204

    @app.get("/odd")
    async def odd():
        return "text", 299

    @app.get("/background")
    async def background():
        async def task():
            steps.append("in the background")

        app.add_background_task(task)
        return "text"

    return app


@pytest.fixture
def steps():
    return []


@pytest.fixture
def app(steps):
    return create_app(steps)


@pytest.fixture
def client(app):
    return SyncClient(app)


def test_a_stream_goes_on_when_the_test_asks_for_it(client, steps):
    parts = client.get("/stream").iter_encoded()
    assert steps == [0]
    assert next(parts) == b"0"
    assert steps == [0]
    assert next(parts) == b"1"
    assert steps == [0, 1]
    assert list(parts) == [b"2"]
    assert steps == [0, 1, 2, "closed"]


def test_a_stream_that_is_closed_ends_the_app(client, steps):
    client.get("/stream").close()
    assert steps == [0, "closed"]


def test_a_buffered_stream_is_read_at_once(client, steps):
    assert client.get("/stream", buffered=True).data == b"012"
    assert steps == [0, 1, 2, "closed"]


def test_an_exception_is_raised_under_testing_alone(app, client):
    assert client.get("/broken").status_code == 500
    app.testing = True
    with pytest.raises(LookupError, match="broken on purpose"):
        client.get("/broken")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/broken").status_code == 500


def test_a_stream_that_fails_raises_when_it_is_read(client):
    response = client.get("/breaks-off")
    parts = response.iter_encoded()
    assert next(parts) == b"first"
    with pytest.raises(Exception, match=r"in the middle|unhandled errors in a TaskGroup"):
        next(parts)


def test_responses_that_have_no_body_get_none(client):
    head = client.head("/text")
    assert (head.data, head.headers["Content-Length"]) == (b"", "4")
    assert client.get("/empty").data == b""


def test_a_status_without_a_name_is_kept(client):
    assert client.get("/odd").status_code == 299


def test_what_the_app_starts_in_the_background_runs(client, steps):
    client.get("/background")
    assert steps == ["in the background"]


def test_an_app_is_started_before_its_first_request_and_shut_down_at_the_end(app, client, steps):
    @app.before_serving
    async def start():
        steps.append("started")

    @app.after_serving
    async def stop():
        steps.append("stopped")

    client.get("/text")
    client.get("/text")
    assert steps == ["started"]
    own_loop.close()
    assert steps == ["started", "stopped"]


def environ(path="/"):
    return EnvironBuilder(quart.Quart(__name__), path).get_environ()


def test_any_asgi_app_can_be_called():
    async def app(scope, receive, send):
        message = await receive()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-path", scope["path"].encode())]})
        await send({"type": "http.response.body", "body": message["body"], "more_body": True})
        await send({"type": "http.response.body", "body": b"end"})

    body, status, headers = bridge.run_asgi_app(app, environ("/x"))
    assert (b"".join(body), status, headers["x-path"]) == (b"end", "200 OK", "/x")


def test_an_app_without_a_response_is_an_error():
    async def app(scope, receive, send):
        return

    with pytest.raises(RuntimeError, match="ended without a response"):
        bridge.run_asgi_app(app, environ())


def test_an_app_that_does_not_end_after_its_response_is_cancelled(monkeypatch):
    monkeypatch.setattr(bridge, "_GRACE", 0.05)
    steps = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"text"})
        try:
            await asyncio.Event().wait()
        finally:
            steps.append("cancelled")

    body, _, _ = bridge.run_asgi_app(app, environ())
    assert b"".join(body) == b"text"
    own_loop.run(asyncio.sleep(0))
    assert steps == ["cancelled"]
