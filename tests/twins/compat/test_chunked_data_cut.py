"""A body over MAX_CONTENT_LENGTH that a view reads whole is refused, and not cut to the limit."""

import pytest

from .apps import FLASK
from .bodies import FORM, TEXT, add_pages, post

LIMIT = 1000
each_kind = pytest.mark.parametrize("kind", [TEXT, FORM], ids=["text", "form"])


@each_kind
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_body_over_the_limit_is_refused(make_probed, framework, open_client, kind, chunked):
    async with open_client(add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))) as client:
        answers = [await post(client, kind, size, chunked) for size in (LIMIT + 1, 2 * LIMIT, 5 * LIMIT)]
    assert answers == [(413, 0)] * 3


async def test_text_is_read_in_pieces_too(make_probed, framework, open_client):
    app = make_probed(MAX_CONTENT_LENGTH=LIMIT)
    framework.route(app, "/lines", lambda: lines_of(framework.module.request), method="POST")
    async with open_client(app) as client:
        assert (await client.post("/lines", content=b"a\nb\nc")).text == "a\nb\nc"


def lines_of(request):
    """Return a request's body, read line by line where it is a stream."""
    return request.get_data() if hasattr(request, "body") else b"".join(request.stream)


@each_kind
async def test_flask_still_cuts_a_body_without_a_length(open_client, kind):
    """When this fails, upstream has changed: see whether compat/chunked_data_cut.py can go."""
    async with open_client(add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))) as client:
        assert await post(client, kind, 5 * LIMIT, chunked=True) == (200, kind.content(LIMIT))
