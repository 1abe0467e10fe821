"""A multipart body without a Content-Length is held to MAX_CONTENT_LENGTH."""

import pytest

from .apps import QUART
from .bodies import FILE, add_pages, post

LIMIT = 1000


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_file_over_the_limit_is_refused(make_probed, framework, open_client, chunked):
    async with open_client(add_pages(framework, make_probed(MAX_CONTENT_LENGTH=LIMIT))) as client:
        answers = [await post(client, FILE, size, chunked) for size in (LIMIT + 1, 2 * LIMIT, 5 * LIMIT)]
    assert answers == [(413, 0)] * 3


async def test_quart_still_has_no_limit_for_files_without_a_length(open_client):
    """When this fails, upstream has changed: see whether compat/chunked_upload.py can go."""
    async with open_client(add_pages(QUART, QUART.app(MAX_CONTENT_LENGTH=LIMIT))) as client:
        assert await post(client, FILE, 5 * LIMIT, chunked=True) == (200, FILE.content(5 * LIMIT))
