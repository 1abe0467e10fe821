"""Forms that a test sends, and other arguments."""

import pytest

VIEW = "from flask import current_app\n\n\ndef check(name):\n    client = current_app.test_client()\n    "
NO_OPS = {
    "bytes": VIEW + "client.post('/', data=b'a')\n",
    "text": VIEW + "client.post('/', data='a')\n",
    "JSON": VIEW + "client.post('/', json={'data': 1})\n",
    "other client": "import httpx2\n\n\ndef check():\n    httpx2.Client().post('/', data={'a': 'b'})\n",
    "parameter": "from flask import Flask\n\nclient = Flask('a').test_client()\n\n\n"
    "def check(client):\n    client.post('/', data={'a': 'b'})\n",
    "other method": VIEW + "client.get('/', data={'a': 'b'})\n    name.post('/', data={'a': 'b'})\n",
    "key of a form": VIEW + "client.post('/', form={'data': {}})\n    data = {}\n",
    "call inside of it": VIEW + "client.post(name(data={}))\n",
    "text and comment": VIEW + "return \"client.post('/', data={})\"  # client.post('/', data={})\n",
}
FORMS = {
    "statement": ("client.post('/', data={'a': 'b'})  # kept\n", "client.post('/', form={'a': 'b'})  # kept\n"),
    "empty": ("client.put('/', data={})\n", "client.put('/', form={})\n"),
    "first": ("client.open(data={'a': name}, path='/')\n", "client.open(form={'a': name}, path='/')\n"),
    "read": ("return client.post('/', data={'a': 'b'}).status\n", "return client.post('/', form={'a': 'b'}).status\n"),
    "awaited": ("await client.post('/', data={**name})\n", "await client.post('/', form={**name})\n"),
    "list": (
        "return [client.patch('/', data={'a': one}) for one in name]\n",
        "return [client.patch('/', form={'a': one}) for one in name]\n",
    ),
    "several lines": (
        "client.delete(\n        '/',  # kept\n        data = {  # kept\n            'a': 'b',\n        },\n    )\n",
        "client.delete(\n        '/',  # kept\n        form = {  # kept\n            'a': 'b',\n        },\n    )\n",
    ),
}
CHANGES = {
    "annotated parameter": (
        "from flask.testing import FlaskClient\n\n\ndef log_in(to: FlaskClient):\n    to.post('/', data={'a': 'b'})\n",
        "from flask.testing import FlaskClient\n\n\ndef log_in(to: FlaskClient):\n    to.post('/', form={'a': 'b'})\n",
    ),
    "block": (
        "import flask\n\nwith flask.Flask('a').test_client() as client:\n    client.post('/', data={'a': 'b'})\n",
        "import flask\n\nwith flask.Flask('a').test_client() as client:\n    client.post('/', form={'a': 'b'})\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_argument_stays(rewrite, text):
    assert rewrite(text, "FQ703") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_form_is_sent_as_form(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ703") == VIEW + after
    assert rewrite(VIEW + after, "FQ703") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_form_is_sent_as_form_wherever_the_client_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ703") == after
    assert rewrite(after, "FQ703") == after
