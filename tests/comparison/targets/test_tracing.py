"""Tracing an app: every registered function is recorded, and the app is restored afterwards."""

import asyncio
import inspect

import blinker
import flask
import pytest
import quart

from comparison.settings import Settings
from comparison.sides import Side
from comparison.targets import AppRunner
from comparison.targets.tracing import events, trace_app, value_text

SOURCE = """
import blinker
from {module} import {framework}, flash, session

app = {framework}(__name__)
app.secret_key = "for tests"
stored = blinker.Namespace().signal("stored")

@app.before_request
{define} first():
    pass

@app.after_request
{define} last(response):
    return response

@app.teardown_request
{define} gone(exc):
    pass

@app.teardown_appcontext
{define} over(exc):
    pass

@app.errorhandler(ValueError)
{define} refused(error):
    return "refused", 400

@app.get("/")
{define} index():
    session["user"] = "Ann"
    {wait}flash("hello", "info")
    return "index"

@app.get("/refuse")
{define} refuse():
    raise ValueError("not that")

@app.get("/send")
{define} send():
    stored.send(app, name="a.txt")
    return "sent"
"""
SEEN = {
    "/": [
        "signal appcontext-pushed",
        "signal request-started",
        "before_request first",
        "view index",
        "signal message-flashed: message='hello', category='info'",
        "after_request last: response",
        "after_request last: returns response",
        "session saved: modified True, permanent False: _flashes, user",
        "signal request-finished: response=response",
        "teardown_request gone: None",
        "signal request-tearing-down: exc=None",
        "teardown_appcontext over: None",
        "signal appcontext-tearing-down: exc=None",
        "signal appcontext-popped",
    ],
    "/refuse": [
        "view refuse",
        "view refuse: raises ValueError('not that')",
        "error_handler refused: ValueError('not that')",
    ],
    "/send": ["signal stored: name='a.txt'"],
}


@pytest.fixture(params=["flask", "quart"])
def app_runner(request, tmp_path):
    words = ("async def", "await ") if request.param == "quart" else ("def", "")
    named = {"module": request.param, "framework": request.param.title(), "define": words[0], "wait": words[1]}
    (tmp_path / f"traced_{request.param}.py").write_text(SOURCE.format(**named))
    side = Side("traced", f"traced_{request.param}:app", "")
    app_runner = AppRunner(Settings(tmp_path, side, side), "x")
    yield app_runner
    app_runner.close()


async def traces(app_runner, *paths):
    async with app_runner.client(app_runner.settings.baseline, "client") as (client, transport):
        for path in paths:
            await client.get(path)
    return [[str(event) for event in exchange.trace] for exchange in transport.conversation]


@pytest.mark.parametrize("path", SEEN)
async def test_events_are_traced_in_order(app_runner, path):
    (trace,) = await traces(app_runner, path)
    assert [line for line in trace if line in SEEN[path]] == SEEN[path]


async def test_trace_is_complete(app_runner):
    assert await traces(app_runner, "/") == [SEEN["/"]]


async def test_each_exchange_has_its_own(app_runner):
    first, second = await traces(app_runner, "/", "/")
    assert first == second


async def test_concurrent_requests_have_separate_traces(app_runner):
    async with app_runner.client(app_runner.settings.baseline, "client") as (client, transport):
        await asyncio.gather(*(client.get(path) for path in ("/", "/refuse") * 5))
    for exchange in transport.conversation:
        views = {event.name for event in exchange.trace if event.kind == "view"}
        assert views == {"index" if exchange.request.target == "/" else "refuse"}


@pytest.mark.parametrize("framework", [flask.Flask, quart.Quart])
def test_app_is_left_as_it_was(framework):
    app, send = framework("plain"), blinker.Signal.send
    app.before_request(print)
    app.errorhandler(404)(repr)
    before = (app.session_interface, list(app.before_request_funcs[None]), dict(app.error_handler_spec[None][404]))
    with trace_app(app):
        assert app.before_request_funcs[None] != before[1]
        assert type(app.session_interface) is not type(before[0])
        assert isinstance(app.session_interface, type(before[0]))
    assert before == (app.session_interface, app.before_request_funcs[None], app.error_handler_spec[None][404])
    assert blinker.Signal.send is send


def test_app_is_left_as_it_was_when_the_body_raises():
    app, send = flask.Flask("plain"), blinker.Signal.send
    app.before_request(print)
    interface = app.session_interface
    with pytest.raises(LookupError), trace_app(app):
        raise LookupError
    assert (app.before_request_funcs[None], app.session_interface) == ([print], interface)
    assert blinker.Signal.send is send


def test_async_functions_stay_async():
    app = quart.Quart("plain")

    async def waiting():
        pass

    app.before_request(waiting)
    app.before_request(print)
    with trace_app(app):
        assert [inspect.iscoroutinefunction(function) for function in app.before_request_funcs[None]] == [True, False]


def test_excluded_module_is_not_traced():
    app = flask.Flask("plain")
    app.before_request(test_async_functions_stay_async)
    with trace_app(app, ["test_tracing"]):
        assert app.before_request_funcs[None] == [test_async_functions_stay_async]


def test_other_apps_are_not_traced():
    with trace_app(object()):
        pass


def test_signal_outside_of_an_exchange_is_not_recorded():
    assert events.get() is None
    blinker.Signal().send("nobody")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        ("text", "'text'"),
        ("x" * 201, "str of 201"),
        (b"x", "b'x'"),
        (3, "3"),
        ({"b": 1, "a": 2}, "{b, a}"),
        (("page", 404), "('page', 404)"),
        (flask.Response(status=304), "response"),
        (ValueError("no"), "ValueError('no')"),
        (object(), "object"),
        (flask.Flask("shop"), "shop"),
    ],
)
def test_text_of_a_value_is_the_same_in_both_frameworks(value, text):
    assert value_text(value) == text
