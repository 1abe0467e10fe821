"""The page's server: whom it answers, and with what."""

import pytest

from comparison.targets.page_server import PageAnswer, PageServer
from tests.comparison.targets.proxying import answer_of, scope

PORT = 5010


@pytest.fixture
def server():
    server = PageServer(lambda request: PageAnswer(f"{request.method} {request.path} {request.query} {request.body!r}"))
    server.port = PORT
    return server


async def ask(server, path, method="GET", headers=(), host=None, parts=(b"",)):
    return await answer_of(server, scope(method, path, PORT, headers, host), parts)


async def test_request_with_the_token_is_answered(server):
    answer = await ask(server, f"/{server.token}/clicks?after=1")
    assert (answer.status, answer.body) == (200, b"GET clicks after=1 b''")
    assert ("referrer-policy", "no-referrer") in answer.headers
    assert server.address == f"http://127.0.0.1:{PORT}/{server.token}/"


async def test_head_has_no_body(server):
    assert (await ask(server, f"/{server.token}/", "HEAD")).body == b""


@pytest.mark.parametrize("path", ["/", "/clicks", "/\xe9/", "/TOKEN", "/TOKEN~/"])
async def test_request_without_the_token_is_not_answered(path, server):
    path = path.replace("TOKEN", server.token[:-1])  # no token has a `~`
    assert (await ask(server, path)).status == 404


async def test_foreign_host_is_refused(server):
    assert (await ask(server, f"/{server.token}/", host="evil.example:5010")).status == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("origin", f"http://127.0.0.1:{PORT}")], 200),
        ([("origin", "http://127.0.0.1:5011")], 403),
        ([("origin", "null")], 403),
        ([], 403),
    ],
)
async def test_only_the_page_itself_may_change_something(headers, status, server):
    assert (await ask(server, f"/{server.token}/mirroring", "POST", headers, parts=(b"o", b"n"))).status == status


async def test_other_method_and_large_body_are_refused(server):
    origin = [("origin", f"http://127.0.0.1:{PORT}")]
    assert (await ask(server, f"/{server.token}/", "DELETE", origin)).status == 405
    assert (await ask(server, f"/{server.token}/", "POST", origin, parts=(b"x" * 70_000,))).status == 413
