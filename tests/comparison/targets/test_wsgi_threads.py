"""Each WSGI request runs in a thread of its own, whose log is that of its exchange."""

import asyncio
import threading
from contextlib import suppress
from contextvars import ContextVar

import httpx2

from comparison.targets.app_log import ExchangeLog, exchange_log

from .wsgi_apps import answering, client_of, response_of


async def test_all_steps_of_a_request_run_in_one_other_thread():
    threads, number = [], ContextVar("number", default=0)

    def app(environ, start_response):
        start_response("200 OK", [])
        number.set(1)
        for _ in range(3):
            threads.append((threading.get_ident(), number.get()))
            yield b"x"

    await response_of(app)
    [(thread, value)] = set(threads)
    assert thread != threading.get_ident()
    assert value == 1


async def test_each_request_has_a_thread_of_its_own():
    local, values = threading.local(), []

    def app(environ, start_response):
        values.append(getattr(local, "value", None))
        local.value = environ["PATH_INFO"]
        start_response("200 OK", [("Content-Length", "1")])
        return [b"x"]

    async with client_of(app) as client:
        for path in ("/a", "/b", "/c"):
            await client.get(path)
    assert values == [None, None, None]


async def test_threads_end_with_their_requests():
    before = threading.active_count()
    for app in (answering(b"a"), answering(b"a", RuntimeError("no")), answering(RuntimeError("no"))):
        with suppress(httpx2.RemoteProtocolError, RuntimeError):
            await response_of(app)
    assert threading.active_count() == before


async def test_requests_at_the_same_time_are_answered_at_the_same_time():
    both = threading.Barrier(2, timeout=5)

    def app(environ, start_response):
        both.wait()
        return answering(b"a")(environ, start_response)

    async with client_of(app) as client:
        responses = await asyncio.gather(client.get("/"), client.get("/"))
    assert [response.text for response in responses] == ["a", "a"]


async def test_exception_that_the_app_lets_escape_is_in_the_log_of_its_exchange():
    def raising(environ, start_response):
        raise ValueError("no order")

    for app in (raising, answering(b"a", ValueError("no order"))):
        log = ExchangeLog()
        token = exchange_log.set(log)
        with suppress(httpx2.RemoteProtocolError):
            await response_of(app)
        exchange_log.reset(token)
        assert log.text.splitlines()[-1] == "ValueError: no order"
        assert "request_thread.py" not in log.text


async def test_log_of_the_thread_is_that_of_its_exchange():
    seen = []

    def app(environ, start_response):
        seen.append(exchange_log.get())
        return answering(b"")(environ, start_response)

    log = ExchangeLog()
    token = exchange_log.set(log)
    await response_of(app)
    exchange_log.reset(token)
    assert seen == [log]
