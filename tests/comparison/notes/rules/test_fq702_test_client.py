"""Requests of the test client, and of other objects."""

import pytest

VIEW = (
    "from flask import current_app, testing\n\n\nasync def check(name):\n    client = current_app.test_client()\n    "
)
NO_OPS = {
    "other client": "import httpx2\n\n\ndef check():\n    return httpx2.Client().get('/').json\n",
    "parameter": VIEW + "return [client.get('/') for client in name]\n",
    "client shadowed": "from flask import Flask\n\nclient = Flask('a').test_client()\n\n\n"
    "async def check(client):\n    return client.post('/').data\n",
    "attribute": VIEW + "return name.client.get('/')\n",
    "other method": VIEW + "client.set_cookie('a', 'b')\n    return client.get_cookie('a')\n",
    "what does not wait": VIEW + "response = await client.get('/')\n"
    "    return response.status_code, response.headers\n",
    "awaited": VIEW + "response = await client.get('/')\n    return await response.get_data(), await response.json\n",
    "not called": VIEW + "return name(client.get)\n",
    "text and comment": VIEW + "return 'client.get()'  # client.get('/')\n",
}
FORMS = {
    "assigned": ("response = client.get('/')  # kept\n", "response = await client.get('/')  # kept\n"),
    "attribute": (
        "assert client.post('/').status_code == 200\n",
        "assert (await client.post('/')).status_code == 200\n",
    ),
    "argument": ("print(client.open('/', method='PUT'))\n", "print(await client.open('/', method='PUT'))\n"),
    "list": ("return [client.head(one) for one in name]\n", "return [await client.head(one) for one in name]\n"),
    "f-string": ("return f'{client.delete(name).status}'\n", "return f'{(await client.delete(name)).status}'\n"),
    "read": (
        "response = await client.get('/')\n    assert response.data == b''\n",
        "response = await client.get('/')\n    assert await response.data == b''\n",
    ),
    "read as JSON": (
        "response = client.get('/')\n    return response.json['a'], response.get_json()[0]\n",
        "response = await client.get('/')\n    return (await response.json)['a'], (await response.get_json())[0]\n",
    ),
    "without a name": (
        "return current_app.test_client().put('/').status\n",
        "return (await current_app.test_client().put('/')).status\n",
    ),
    "several lines": (
        "client.patch(\n        '/',  # kept\n    )\n",
        "await client.patch(\n        '/',  # kept\n    )\n",
    ),
}
CHANGES = {
    "annotated parameter": (
        "from flask.testing import FlaskClient as C\n\n\nasync def test_page(client: C):\n    client.get('/')\n",
        "from flask.testing import FlaskClient as C\n\n\nasync def test_page(client: C):\n    await client.get('/')\n",
    ),
    "block": (
        "import flask\n\n\nasync def check():\n    with flask.Flask('a').test_client() as client:\n"
        "        client.get('/')\n",
        "import flask\n\n\nasync def check():\n    with flask.Flask('a').test_client() as client:\n"
        "        await client.get('/')\n",
    ),
    "passed in": (
        VIEW + "await log_in(client)\n\n\nasync def log_in(to):\n    return to.post('/')\n",
        VIEW + "await log_in(client)\n\n\nasync def log_in(to):\n    return await to.post('/')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_request_stays(rewrite, text):
    assert rewrite(text, "FQ702") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_request_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ702") == VIEW + after
    assert rewrite(VIEW + after, "FQ702") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_request_is_awaited_wherever_the_client_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ702") == after
    assert rewrite(after, "FQ702") == after
