"""A multipart form is held to MAX_FORM_MEMORY_SIZE in all but its files."""

import pytest

from .apps import QUART
from .forms import MOST_BYTES, MULTIPART, add_page, multipart, post_form

TOO_LONG = {
    "header": multipart(f"\r\nX: {'x' * MOST_BYTES}"),
    "field": multipart(content="x" * MOST_BYTES * 2),
    "no boundary": multipart(tail="x" * MOST_BYTES),
}


@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
async def test_part_over_the_limit_is_refused(make_probed, framework, open_client, chunked):
    async with open_client(add_page(framework, make_probed())) as client:
        statuses = {
            name: (await post_form(client, TOO_LONG[name], chunked, MULTIPART)).status_code for name in TOO_LONG
        }
    assert statuses == dict.fromkeys(TOO_LONG, 413)


async def test_file_may_be_larger_though_its_body_comes_in_one_block(make_probed, framework, open_client):
    app = make_probed()
    app.config["MAX_FORM_MEMORY_SIZE"] = 100_000
    request = framework.module.request
    framework.route(app, "/size", lambda: request.files, lambda files: str(len(files["file"].read())), "POST")
    async with open_client(app) as client:
        response = await client.post("/size", files={"file": ("a.txt", b"x" * 1_000_000)})
    assert response.text == "1000000"


async def test_short_form_is_read(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        response = await client.post("/form", files={"a": (None, b"1")})
    assert response.text == "[('a', '1')]"


async def test_quart_still_holds_a_header_to_the_limit_of_the_body_alone(open_client):
    """When this fails, upstream has changed: see whether compat/long_part_headers.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post_form(client, TOO_LONG["header"], headers=MULTIPART)).status_code == 200
