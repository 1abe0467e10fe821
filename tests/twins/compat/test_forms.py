"""A form without files is held to its limits, and read by one set of rules."""

import pytest

from .apps import FLASK, QUART
from .bodies import slowly

HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=b"}
MOST, PARTS = 10_000, 100
FITTING = (b"a=" + b"b" * (MOST - 2), b"&".join([b"a"] * PARTS), b"a=1&a=2&b=", b"")
TOO_LARGE = (b"a=" + b"b" * (MOST - 1), b"b" * 20 * MOST, b"&".join([b"a"] * (PARTS + 1)), b"&" * PARTS)
ODD = {
    b"a=%FF": "[('a', '%FF')]",
    b"a=%E4%B8": "[('a', '%E4%B8')]",
    b"a=\xff": "[]",
    b"a=%zz+1;b": "[('a', '%zz 1;b')]",
}
each_way = pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])


def add_page(framework, app):
    app.config.update(MAX_FORM_MEMORY_SIZE=MOST, MAX_FORM_PARTS=PARTS)
    request = framework.module.request
    framework.route(app, "/form", lambda: request.form, lambda form: str(list(form.items(multi=True))), "POST")
    return app


async def post(client, body, chunked=False, headers=HEADERS):
    content = slowly(body) if chunked else body
    return await client.post("/form", content=content, headers=headers)


@each_way
async def test_form_within_its_limits_is_read(make_probed, framework, open_client, chunked):
    async with open_client(add_page(framework, make_probed())) as client:
        answers = [await post(client, body, chunked) for body in FITTING]
    assert [answer.status_code for answer in answers] == [200] * len(FITTING)
    assert answers[2].text == "[('a', '1'), ('a', '2'), ('b', '')]"


@each_way
async def test_form_that_is_too_large_is_refused(make_probed, framework, open_client, chunked):
    async with open_client(add_page(framework, make_probed())) as client:
        statuses = [(await post(client, body, chunked)).status_code for body in TOO_LARGE]
    assert statuses == [413] * len(TOO_LARGE)


async def test_what_is_no_utf8_is_kept_as_it_came(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        assert {body: (await post(client, body)).text for body in ODD} == ODD


async def test_body_of_another_media_type_is_no_form(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        for name in ("application/x-url-encoded", "text/plain", "application/json", ""):
            assert (await post(client, b"a=1", headers={"Content-Type": name})).text == "[]"


async def test_body_over_the_limit_is_refused_whatever_its_type(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed(MAX_CONTENT_LENGTH=10))) as client:
        answers = [await post(client, b"a" * 11, headers={"Content-Type": name}) for name in ("text/plain", "")]
    assert [answer.status_code for answer in answers] == [413, 413]


def multipart(head="", content="1", tail="--b--\r\n"):
    return f'--b\r\nContent-Disposition: form-data; name="a"{head}\r\n\r\n{content}\r\n{tail}'.encode()


@each_way
async def test_part_of_a_form_is_held_to_the_same_limit(make_probed, framework, open_client, chunked):
    bodies = [multipart(f"\r\nX: {'x' * MOST}"), multipart(content="x" * MOST * 2), multipart(tail="x" * MOST)]
    async with open_client(add_page(framework, make_probed())) as client:
        statuses = [(await post(client, body, chunked, MULTIPART)).status_code for body in bodies]
    assert statuses == [413] * len(bodies)


async def test_form_that_is_cut_short_is_none(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        bodies = [multipart(tail=""), multipart(tail="--b\r\n"), multipart()[:-20], multipart()]
        assert [(await post(client, body, headers=MULTIPART)).text for body in bodies] == ["[]"] * 3 + ["[('a', '1')]"]


async def test_file_may_be_larger_however_its_body_comes(make_probed, framework, open_client):
    app = make_probed()
    app.config["MAX_FORM_MEMORY_SIZE"] = 100_000
    request = framework.module.request
    framework.route(app, "/size", lambda: request.files, lambda found: str(len(found["file"].read())), "POST")
    async with open_client(app) as client:
        response = await client.post("/size", files={"file": ("a.txt", b"x" * 1_000_000)})
    assert response.text == "1000000"


async def test_multipart_form_is_read_as_before(make_probed, framework, open_client):
    async with open_client(add_page(framework, make_probed())) as client:
        response = await client.post("/form", files={"a": (None, b"1")})
    assert response.text == "[('a', '1')]"


@pytest.mark.parametrize("body", TOO_LARGE[:3], ids=["field", "bytes", "parts"])
async def test_flask_still_has_no_limit_for_such_a_form(open_client, body):
    """When this fails, upstream has changed: see whether compat/forms.py can go."""
    async with open_client(add_page(FLASK, FLASK.app())) as client:
        assert (await post(client, body)).status_code == 200


@pytest.mark.parametrize("body", TOO_LARGE[:3], ids=["field", "bytes", "parts"])
async def test_quart_still_has_no_limit_for_such_a_form(open_client, body):
    """When this fails, upstream has changed: see whether compat/forms.py can go."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post(client, body)).status_code == 200


async def test_quart_still_reads_a_form_by_rules_of_its_own(open_client):
    """When this fails, upstream has changed: see whether compat/forms.py can do less."""
    app = add_page(QUART, QUART.app())
    async with open_client(app) as client:
        assert (await post(client, b"a=%FF")).text == "[('a', '\ufffd')]"
        assert (await post(client, b"a=1", headers={"Content-Type": "application/x-url-encoded"})).text != "[]"
        app.config["MAX_CONTENT_LENGTH"] = 10
        assert (await post(client, b"a" * 11, headers={"Content-Type": "text/plain"})).status_code == 200


async def test_quart_still_holds_a_part_to_the_whole_limit_and_takes_one_that_is_cut_short(open_client):
    """When this fails, upstream has changed: see whether compat/forms.py can do less."""
    async with open_client(add_page(QUART, QUART.app())) as client:
        assert (await post(client, multipart(f"\r\nX: {'x' * MOST}"), headers=MULTIPART)).status_code == 200
        assert (await post(client, multipart(tail="--b\r\n"), headers=MULTIPART)).text == "[('a', '1')]"
