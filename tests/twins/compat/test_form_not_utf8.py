"""Form fields that are not UTF-8 stay percent-encoded."""

from .apps import QUART
from .forms import add_page, post_form

FIELDS = {
    b"a=%FF": "[('a', '%FF')]",
    b"a=%E4%B8": "[('a', '%E4%B8')]",
    b"a=\xff": "[]",
    b"a=%zz+1;b": "[('a', '%zz 1;b')]",
}


async def test_field_that_is_not_utf8_keeps_its_bytes(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        assert {body: (await post_form(client, body)).text for body in FIELDS} == FIELDS


async def test_quart_still_replaces_bytes_that_are_not_utf8(open_client):
    """When this fails, upstream has changed: see whether compat/form_not_utf8.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post_form(client, b"a=%FF")).text == "[('a', '\ufffd')]"
