"""HTTP/1.1 requests whose target no app can read are answered with 400."""

import pytest

from .lines import answer_to

ODD = (b"?", b"?a", b";", b"#", b"%00", b"http:", b"localhost:443", b"http://[", b"http://[zz]/", b"http://a%5b/",
       b"http://%E2%84%80/", b"ftp://localhost/")  # fmt: skip


@pytest.mark.parametrize("target", ODD)
async def test_odd_target_is_a_bad_request(apply_fix, target):
    apply_fix()
    answer, paths = await answer_to(b"GET %b HTTP/1.1" % target)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert paths == []


async def test_connection_of_an_odd_target_is_closed_though_more_follows(apply_fix):
    apply_fix()
    answer, paths = await answer_to(b"POST ? HTTP/1.1", b"Content-Length: 5", b"Host: a", b"", b"helloGET / HTTP/1.1")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert paths == []


@pytest.mark.parametrize(
    "target", [b"/", b"/?", b"/[", b"//[", b"*", b"http://localhost", b"HTTP://localhost/a", b"http://a?["]
)
async def test_path_or_url_is_served(apply_fix, target):
    apply_fix()
    answer, paths = await answer_to(b"GET %b HTTP/1.1" % target)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert len(paths) == 1


async def test_hypercorn_still_gives_the_app_any_target():
    """When this fails, upstream has changed: see whether server/h1_unservable_request.py can go."""
    answer, paths = await answer_to(b"GET ? HTTP/1.1")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert paths == [""]
