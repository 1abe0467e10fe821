"""The WSGI environ of a request is that of werkzeug's builder, which takes longer."""

import random
from io import BytesIO

import pytest
from werkzeug.test import EnvironBuilder

from comparison.targets.app_call import AppRequest
from comparison.targets.wsgi_environ import environ_of

PATHS = ("/", "a", "%20", "%C3%A9", "%ff", "%2F", "%", "%zz", ";", ":", "@", "#", "'", '"', "<", "[", "..", "é", "*")
QUERIES = ("a", "=", "&", "%20", "%ff", "?", "#", "é", "+", "/", "[")
HOSTS = ("app.example.test", "a.test:8000", "a:", "a:080", "[::1]", "[::1]:80", "A.Example", "xn--mnchen-3ya.de", "x_y")
NAMES = (
    b"X-A", b"x-a", b"X_A", b"Cookie", b"cookie", b"Content-Type", b"content-type", b"Content-Length",
    b"CONTENT-LENGTH", b"X-\xfc", b"Content_Type", b"Content_Length",
)  # fmt: skip
VALUES = (b"", b"1", b"a, b", b"\xfc", "é".encode(), b" x ", b"multipart/form-data")


def request_to(target, headers=(), host="app.example.test", scheme="http", method="GET"):
    async def nothing():
        yield b""

    return AppRequest(method, scheme, host, target, list(headers), nothing())


def built(request, body):
    path, _, query = request.target.partition("?")
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers]
    origin = f"{request.scheme}://{request.host}"
    environ = EnvironBuilder(path, origin, query, request.method, BytesIO(body), headers=headers).get_environ()
    environ |= {"HTTP_HOST": request.header(b"host"), "REMOTE_ADDR": "127.0.0.1"}
    if request.header(b"content-length") is None:
        del environ["CONTENT_LENGTH"]
        return environ | {"wsgi.input_terminated": True}
    return environ | {"CONTENT_LENGTH": request.header(b"content-length")}


def test_environ_is_that_of_werkzeug_s_builder():
    chance = random.Random(1)

    def some(parts, most):
        return [chance.choice(parts) for _ in range(chance.randrange(most))]

    for _ in range(500):
        path, query = "".join(some(PATHS, 6)).lstrip("/"), "".join(some(QUERIES, 5))
        headers = [(chance.choice(NAMES), value) for value in some(VALUES, 5)]
        headers.insert(chance.randrange(len(headers) + 1), (chance.choice((b"Host", b"host")), b"x:y"))
        request = request_to(
            f"/{path}?{query}",
            headers,
            chance.choice(HOSTS),
            chance.choice(("http", "https")),
            chance.choice(("GET", "pUT")),
        )
        ours, theirs = environ_of(request, b"body"), built(request, b"body")
        assert (ours.pop("wsgi.input").read(), theirs.pop("wsgi.input").read()) == (b"body", b"body")
        assert ours == theirs, request


def test_body_of_unknown_length_ends_by_itself():
    assert environ_of(request_to("/"), b"")["wsgi.input_terminated"] is True
    environ = environ_of(request_to("/", [(b"content-length", b"0")]), b"")
    assert ("wsgi.input_terminated" in environ, environ["CONTENT_LENGTH"]) == (False, "0")


@pytest.mark.parametrize("value", [b"a\nb", b"a\rb"])
def test_header_with_a_line_end_is_an_error(value):
    with pytest.raises(ValueError, match="which has a line end: send it without"):
        environ_of(request_to("/", [(b"X-A", value)]), b"")
