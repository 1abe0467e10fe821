"""A request to an app in parts: its path, its query, and its header lines."""

import pytest

from comparison.targets.app_call import AppRequest


async def no_body():
    return
    yield b""


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [("/", "/", ""), ("/a%20b?c=%20", "/a b", "c=%20"), ("/%C3%A9?", "/é", ""), ("/a?b?c", "/a", "b?c")],
)
def test_path_is_decoded_and_the_query_as_sent(target, path, query):
    request = AppRequest("GET", "http", "app.example.test", target, [(b"Host", b"a"), (b"x-a", b"1")], no_body())
    assert (str(request), request.path, request.query) == (f"GET {target}", path, query)
    assert (request.header(b"host"), request.header(b"x-a"), request.header(b"x-b")) == ("a", "1", None)
