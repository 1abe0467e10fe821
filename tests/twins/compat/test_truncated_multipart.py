"""A multipart form that ends before its closing boundary has no fields."""

from .apps import QUART
from .forms import MULTIPART, add_page, multipart, post_form

TRUNCATED = (multipart(tail=""), multipart(tail="--b\r\n"), multipart()[:-20])


async def test_truncated_form_has_no_fields(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        texts = [(await post_form(client, body, headers=MULTIPART)).text for body in (*TRUNCATED, multipart())]
    assert texts == ["[]"] * len(TRUNCATED) + ["[('a', '1')]"]


async def test_quart_still_reads_the_first_fields_of_a_truncated_form(open_client):
    """When this fails, upstream has changed: see whether compat/truncated_multipart.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post_form(client, multipart(tail="--b\r\n"), headers=MULTIPART)).text == "[('a', '1')]"
