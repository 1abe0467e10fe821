"""A body of another media type than the two of forms has no fields."""

from .apps import QUART
from .forms import add_page, post_form

OTHER_TYPES = ("application/x-url-encoded", "text/plain", "application/json", "")


async def test_body_of_another_media_type_has_no_fields(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        texts = {name: (await post_form(client, b"a=1", headers={"Content-Type": name})).text for name in OTHER_TYPES}
    assert texts == dict.fromkeys(OTHER_TYPES, "[]")


async def test_quart_still_reads_a_form_of_another_name(open_client):
    """When this fails, upstream has changed: see whether compat/form_by_another_name.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        response = await post_form(client, b"a=1", headers={"Content-Type": "application/x-url-encoded"})
    assert response.text == "[('a', '1')]"
