"""Requests as a test would send them, to a served app."""

from comparison.benchmark.gate import Sent, conversation

from .test_load import HELLO, Server


def test_head_says_what_comes():
    head = Sent("POST", "/a", b"12", "text/plain").head("c=d")
    first, *headers = head.decode().removesuffix("\r\n\r\n").split("\r\n")
    assert first == "POST /a HTTP/1.1"
    assert headers == ["Host: app.example.test", "Content-Type: text/plain", "Content-Length: 2", "Cookie: c=d"]


def test_exchanges_come_back_with_the_last_body_and_the_cookies():
    with Server(HELLO) as server:
        talk, body, cookie = conversation(server.port, [Sent("POST", "/a", b"12", "text/plain"), Sent("GET", "/b")])
    assert [str(one.request) for one in talk] == ["POST /a", "GET /b"]
    assert talk[0].request.body.start == b"12"
    assert body == b"hello"
    assert cookie == "a=b"


def test_answer_that_is_broken_off_is_the_last():
    with Server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut", once=True) as server:
        talk, body, _ = conversation(server.port, [Sent("GET", "/a"), Sent("GET", "/b")])
    assert [(str(one.request), one.succeeded, one.answer_text, body) for one in talk] == [
        ("GET /a", False, "200, and not to its end", b"")
    ]


def test_request_names_itself():
    assert str(Sent("GET", "/a")) == "GET /a"
