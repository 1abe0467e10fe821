"""A body of exactly MAX_CONTENT_LENGTH bytes is accepted."""

import pytest

from .apps import FLASK
from .bodies import FILE, KINDS, add_pages, post

LIMIT = 1000


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_body_of_the_limit_is_read_whole(make_probed, framework, open_client, kind, chunked):
    async with open_client(add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))) as client:
        assert await post(client, kind, LIMIT, chunked) == (200, kind.content(LIMIT))


async def test_flask_still_refuses_a_file_of_the_limit_without_a_length(open_client):
    """When this fails, upstream has changed: see whether compat/exact_limit.py can go."""
    async with open_client(add_pages(FLASK, FLASK.app(MAX_CONTENT_LENGTH=LIMIT))) as client:
        assert await post(client, FILE, LIMIT, chunked=True) == (413, 0)
