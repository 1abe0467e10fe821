"""Requests of a benchmark, and their encoding."""

from comparison.benchmark.request import RequestSpec


def test_head_holds_the_request_line_and_all_headers():
    head = RequestSpec("POST", "/a", b"12", "text/plain").head("c=d")
    first, *headers = head.decode().removesuffix("\r\n\r\n").split("\r\n")
    assert first == "POST /a HTTP/1.1"
    assert headers == ["Host: app.example.test", "Content-Type: text/plain", "Content-Length: 2", "Cookie: c=d"]


def test_head_without_body_and_cookie_holds_the_host_alone():
    assert RequestSpec("GET", "/a").head() == b"GET /a HTTP/1.1\r\nHost: app.example.test\r\n\r\n"


def test_str_is_method_and_path():
    assert str(RequestSpec("GET", "/a")) == "GET /a"
