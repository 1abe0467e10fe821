"""The exchanges of test clients are recorded alike on Flask and Quart, with what happens in the app."""

from pathlib import Path

import flask
import pytest
import quart

from comparison.suite import bridge
from comparison.suite.client import SyncClient
from comparison.suite.recording import ExchangeRecorder


def flask_client():
    app = flask.Flask(__name__)

    @app.before_request
    def load():
        app.logger.warning("logged")

    @app.route("/", methods=["GET", "POST"])
    def index():
        return b"got " + flask.request.get_data(), 201

    @app.get("/stream")
    def stream():
        return iter(["a", "b", "c"])

    @app.get("/missing")
    def missing():
        flask.abort(404)

    @app.get("/broken")
    def broken():
        raise LookupError

    return app.test_client()


def quart_client():
    app = quart.Quart(__name__)

    @app.before_request
    async def load():
        app.logger.warning("logged")

    @app.route("/", methods=["GET", "POST"])
    async def index():
        data = await quart.request.get_data(cache=True, as_text=False, parse_form_data=False)
        return b"got " + data, 201

    @app.get("/stream")
    async def stream():
        async def parts():
            for part in "abc":
                yield part

        return parts()

    @app.get("/missing")
    async def missing():
        quart.abort(404)

    @app.get("/broken")
    async def broken():
        raise LookupError

    return SyncClient(app)


@pytest.fixture
def recorder(monkeypatch):
    recorder = ExchangeRecorder(Path(__file__).parent)
    monkeypatch.setattr(bridge, "run_asgi_app", recorder.recorded(bridge.run_asgi_app))
    with recorder.installed():
        recorder.begin()
        yield recorder


@pytest.fixture(params=[flask_client, quart_client], ids=["flask", "quart"])
def client(request):
    return request.param()


def test_an_exchange_has_request_response_and_trace(recorder, client):
    client.post("/?a=1", data="body", headers={"X-Own": "v"})
    [exchange] = recorder.end()
    assert str(exchange.request) == "POST /?a=1"
    assert ("x-own", "v") in exchange.request.headers
    assert exchange.request.body.start == b"body"
    assert (exchange.status, exchange.body.start, exchange.complete) == (201, b"got body", True)
    events = [(event.kind, event.name) for event in exchange.trace]
    assert ("before_request", "load") in events
    assert ("view", "index") in events


def test_a_stream_is_recorded_as_far_as_it_is_read(recorder, client):
    client.get("/stream").close()
    parts = client.get("/stream").iter_encoded()
    assert next(parts) == b"a"
    assert client.get("/stream").data == b"abc"
    closed, begun, read = recorder.end()
    assert (closed.complete, begun.complete, read.complete) == (False, False, True)
    assert begun.body.start == b"a"
    assert [chunk.size for chunk in read.chunks] == [1, 1, 1]


def test_an_error_page_is_one_exchange(recorder, client):
    client.get("/missing")
    [exchange] = recorder.end()
    assert (exchange.status, exchange.complete) == (404, True)
    assert b"<h1>Not Found</h1>" in exchange.body.start


def test_an_exception_is_a_broken_exchange_with_its_log(recorder, client):
    client.application.testing = True
    with pytest.raises(LookupError):
        client.get("/broken")
    [exchange] = recorder.end()
    assert (exchange.status, exchange.broken) == (0, True)
    assert "logged" in exchange.log


def test_an_app_is_traced_until_the_end_of_the_test(recorder, client):
    functions = dict(client.application.view_functions)
    client.get("/")
    assert client.application.view_functions != functions
    recorder.end()
    assert client.application.view_functions == functions
