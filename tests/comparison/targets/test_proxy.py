"""The proxy of a side: what it passes on, what it changes, whom it refuses, and what it records."""

import asyncio

import httpx2
import pytest

from tests.comparison.targets.proxying import PAGE, Parts, Proxies, answer_of, answering, scope


async def test_request_and_response_are_passed_on_as_they_are():
    proxies = Proxies(answering(b"\x1f\x8bno gzip", 203, ("X-A", "1"), ("x-a", "2"), ("content-encoding", "gzip")))
    target = "/a%2Fb//%ff?x=%20&y|"
    answer = await proxies.ask("PUT", target, headers=[("x-b", "\xe9"), ("x-b", "")], parts=(b"one", b"two"))
    sent = proxies.sent("baseline")
    assert (sent.method, sent.target, sent.body) == ("PUT", target.encode(), b"onetwo")
    assert sent.headers == [("host", "127.0.0.1:5011"), ("x-b", "\xe9"), ("x-b", "")]
    assert answer.headers == [("x-a", "1"), ("x-a", "2"), ("content-encoding", "gzip")]
    assert (answer.status, answer.body, answer.is_whole) == (203, b"\x1f\x8bno gzip", True)


async def test_exchange_is_recorded_as_the_app_answered():
    proxies = Proxies(answering(b"body", 200, ("content-security-policy", "frame-ancestors 'none'")))
    await proxies.ask("POST", "/a", parts=(b"form",))
    exchange = proxies.exchange("baseline")
    assert (str(exchange.request), exchange.request.body.start, exchange.body.start) == ("POST /a", b"form", b"body")
    assert (exchange.complete, exchange.headers) == (True, (("content-security-policy", "frame-ancestors 'none'"),))


async def test_headers_of_the_connection_end_at_the_proxy():
    proxies = Proxies(answering(b"", 200, ("connection", "x-c"), ("x-c", "1"), ("transfer-encoding", "chunked")))
    answer = await proxies.get(headers=[("connection", "keep-alive, x-hop"), ("x-hop", "1"), ("te", "trailers")])
    assert (answer.headers, proxies.sent("baseline").headers) == ([], [("host", "127.0.0.1:5011")])


async def test_conditions_are_not_passed_on():
    proxies = Proxies(answering())
    await proxies.get(headers=[("if-none-match", '"a"'), ("if-modified-since", "x"), ("range", "bytes=0-")])
    assert proxies.sent("baseline").headers[1:] == [("range", "bytes=0-")]


async def test_page_may_be_framed_by_the_demo_alone():
    proxies = Proxies(answering(b"", 200, ("content-security-policy", "default-src 'self'; frame-ancestors 'none'")))
    [(_, policy)] = (await proxies.get()).headers
    assert policy == "default-src 'self'; frame-ancestors http://127.0.0.1:5010"


@pytest.mark.parametrize("host", ["evil.example:5011", "127.0.0.1", "127.0.0.1:5012", "127.0.0.1:5011.evil.example"])
async def test_foreign_host_is_refused(host):
    proxies = Proxies(answering())
    answer = await answer_of(proxies.proxies["baseline"], scope("GET", "/", 5011, host=host))
    assert (answer.status, proxies.apps["baseline"].sent) == (421, [])
    assert b"only for 127.0.0.1:5011" in answer.body


async def test_two_hosts_are_refused():
    proxies = Proxies(answering())
    assert (await proxies.get(headers=[("host", "evil.example")])).status == 421


async def test_localhost_is_answered():
    proxies = Proxies(answering())
    answer = await answer_of(proxies.proxies["candidate"], scope("GET", "/", 5012, host="LocalHost:5012"))
    assert (answer.status, proxies.sent("candidate").headers) == (200, [("host", "LocalHost:5012")])


@pytest.mark.parametrize(("extensions", "status"), [({"websocket.http.response": {}}, 501), ({}, None)])
async def test_websocket_is_refused(extensions, status):
    proxies = Proxies(answering())
    handshake = {**scope("GET", "/", 5011), "type": "websocket", "extensions": extensions}
    messages = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        messages.append(message)

    await proxies.proxies["baseline"](handshake, receive, send)
    assert messages[0].get("status") == status
    assert messages[0]["type"] == ("websocket.http.response.start" if status else "websocket.close")


async def test_app_that_does_not_answer_is_a_502():
    def refuse(sent):
        raise httpx2.ConnectError("nobody listens")

    proxies = Proxies(refuse)
    answer = await proxies.get()
    assert (answer.status, b"baseline gives no answer" in answer.body) == (502, True)
    assert (proxies.exchange("baseline").status, proxies.exchange("baseline").broken) == (0, True)


async def test_response_that_breaks_off_does_so_in_the_browser_too():
    stream = Parts(b"half", httpx2.ReadError("gone"))
    proxies = Proxies(lambda sent: httpx2.Response(200, stream=stream), is_mirroring=False)
    answer = await proxies.get()
    exchange = proxies.exchange("baseline")
    assert (answer.body, answer.is_whole, stream.closed) == (b"half", False, True)
    assert (exchange.broken, exchange.complete, exchange.body.start) == (True, False, b"half")


async def test_endless_response_ends_when_the_browser_leaves():
    leaves, never = asyncio.Event(), asyncio.Event()
    stream = Parts(b"event", never)
    proxies = Proxies(lambda sent: httpx2.Response(200, stream=stream), is_mirroring=False)
    task = asyncio.create_task(proxies.get(leaves=leaves))
    while not proxies.apps["baseline"].sent:
        await asyncio.sleep(0)
    leaves.set()
    answer = await task
    exchange = proxies.exchange("baseline")
    assert (answer.is_whole, exchange.complete, exchange.broken, stream.closed) == (False, False, False, True)


async def test_request_says_what_it_is_for_and_where_it_came_from():
    proxies = Proxies(answering(), is_mirroring=False)
    await proxies.get("/page?a=1", headers=PAGE)
    referrer = ("referer", "http://127.0.0.1:5011/page?a=1")
    await proxies.get("/style.css", headers=[("sec-fetch-dest", "style"), ("sec-fetch-mode", "no-cors"), referrer])
    await proxies.get("/data", headers=[("sec-fetch-dest", "empty"), ("referer", "http://127.0.0.1:5010/")])
    described = [(request.number, request.purpose, request.referrer) for request in proxies.listener.requests]
    assert described == [(1, "page", ""), (2, "resource", "/page?a=1"), (3, "script", "")]
