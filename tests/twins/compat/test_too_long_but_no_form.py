"""A body over MAX_CONTENT_LENGTH is refused when a view asks for its form, whatever its media type."""

from .apps import QUART
from .forms import add_page, post_form

NO_FORM_TYPES = ("text/plain", "")


async def test_long_body_is_refused_whatever_its_media_type(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed(MAX_CONTENT_LENGTH=10))) as client:
        responses = [await post_form(client, b"a" * 11, headers={"Content-Type": name}) for name in NO_FORM_TYPES]
    assert [response.status_code for response in responses] == [413] * len(NO_FORM_TYPES)


async def test_quart_still_accepts_a_long_body_that_is_no_form(open_client):
    """When this fails, upstream has changed: see whether compat/too_long_but_no_form.py can go."""
    async with open_client(add_page(QUART, QUART.app(MAX_CONTENT_LENGTH=10))) as client:
        assert (await post_form(client, b"a" * 11, headers={"Content-Type": "text/plain"})).status_code == 200
