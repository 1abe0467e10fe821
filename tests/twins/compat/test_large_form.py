"""An urlencoded form is held to MAX_FORM_MEMORY_SIZE and MAX_FORM_PARTS."""

import pytest

from .apps import FLASK, QUART
from .forms import MOST_BYTES, MOST_FIELDS, add_page, post_form

FITTING = (b"a=" + b"b" * (MOST_BYTES - 2), b"&".join([b"a"] * MOST_FIELDS), b"a=1&a=2&b=", b"")
TOO_LARGE = {
    "field": b"a=" + b"b" * (MOST_BYTES - 1),
    "bytes": b"b" * 3 * MOST_BYTES,
    "fields": b"&".join([b"a"] * (MOST_FIELDS + 1)),
    "empty fields": b"&" * MOST_FIELDS,
}
# Quart and Flask show the fields of these when no limit stops them.
UNLIMITED = ("field", "bytes", "fields")
each_way = pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])


@each_way
async def test_form_within_its_limits_is_read(make_probed, framework, open_client, chunked):
    async with open_client(add_page(framework, make_probed())) as client:
        responses = [await post_form(client, body, chunked) for body in FITTING]
    assert [response.status_code for response in responses] == [200] * len(FITTING)
    assert responses[2].text == "[('a', '1'), ('a', '2'), ('b', '')]"


@each_way
async def test_form_over_a_limit_is_refused(make_probed, framework, open_client, chunked):
    async with open_client(add_page(framework, make_probed())) as client:
        statuses = {name: (await post_form(client, body, chunked)).status_code for name, body in TOO_LARGE.items()}
    assert statuses == dict.fromkeys(TOO_LARGE, 413)


@pytest.mark.parametrize("name", UNLIMITED)
async def test_flask_still_has_no_limit_for_such_a_form(open_client, name):
    """When this fails, upstream has changed: see whether compat/large_form.py can go."""
    async with open_client(add_page(FLASK, FLASK.app())) as client:
        assert (await post_form(client, TOO_LARGE[name])).status_code == 200


@pytest.mark.parametrize("name", UNLIMITED)
async def test_quart_still_has_no_limit_for_such_a_form(open_client, name):
    """When this fails, upstream has changed: see whether compat/large_form.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post_form(client, TOO_LARGE[name])).status_code == 200
