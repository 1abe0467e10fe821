"""Contexts that are entered, and other blocks."""

import pytest

VIEW = (
    "from flask import Flask\n\napp = Flask(__name__)\n\n\nasync def check(name):\n    client = app.test_client()\n    "
)
NO_OPS = {
    "other app": "from bottle import app\n\n\nasync def check():\n    with app.app_context(): ...\n",
    "parameter": "from flask import Flask\n\napp = Flask('a')\n\n\n"
    "async def check(app):\n    with app.app_context(): ...\n",
    "other block": VIEW + "with name.app_context(), name.app.test_request_context('/'): ...\n",
    "not entered": VIEW + "context = app.app_context()\n    client.session_transaction()\n",
    "asynchronous": VIEW + "async with app.app_context(): ...\n",
    "context as an argument": VIEW + "with name(app.app_context()): ...\n",
    "text and comment": VIEW + "return 'with app.app_context()'  # with app.app_context():\n",
    "Quart": "from quart import Quart\n\n\nasync def check():\n    async with Quart('a').app_context(): ...\n",
}
FORMS = {
    "app": (
        "with app.app_context():  # kept\n        print(name)\n",
        "async with app.app_context():  # kept\n        print(name)\n",
    ),
    "request": (
        "with app.test_request_context('/', json=name): ...\n",
        "async with app.test_request_context('/', json=name): ...\n",
    ),
    "client": (
        "with app.test_client() as one:\n        print(one)\n",
        "async with app.test_client() as one:\n        print(one)\n",
    ),
    "client by its name": ("with client: ...\n", "async with client: ...\n"),
    "session": (
        "with client.session_transaction() as one:\n        one['a'] = 'b'\n",
        "async with client.session_transaction() as one:\n        one['a'] = 'b'\n",
    ),
    "two of them": (
        "with app.app_context(), app.test_client() as one: ...\n",
        "async with app.app_context(), app.test_client() as one: ...\n",
    ),
    "one inside of the other": (
        "with app.test_client() as one:\n        with one.session_transaction(): ...\n",
        "async with app.test_client() as one:\n        async with one.session_transaction(): ...\n",
    ),
    "several lines": (
        "with (\n        app.app_context(),  # kept\n    ):\n        ...\n",
        "async with (\n        app.app_context(),  # kept\n    ):\n        ...\n",
    ),
}
CHANGES = {
    "current app": (
        "import flask as f\n\n\nasync def check():\n    with f.current_app.app_context(): ...\n",
        "import flask as f\n\n\nasync def check():\n    async with f.current_app.app_context(): ...\n",
    ),
    "annotated parameter": (
        "from flask import Flask\n\n\n"
        "class Checks:\n    async def check(self, app: Flask):\n        with app.app_context(): ...\n",
        "from flask import Flask\n\n\n"
        "class Checks:\n    async def check(self, app: Flask):\n        async with app.app_context(): ...\n",
    ),
    "plain function": (
        VIEW + "prepare()\n\n\ndef prepare():\n    with app.app_context(): ...\n",
        VIEW + "await prepare()\n\n\nasync def prepare():\n    async with app.app_context(): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_block_stays(rewrite, text):
    assert rewrite(text, "FQ704", "FQ004", "FQ005") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_context_is_entered_with_async_with(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ704", "FQ004", "FQ005") == VIEW + after
    assert rewrite(VIEW + after, "FQ704", "FQ004", "FQ005") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_context_is_entered_wherever_the_app_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ704", "FQ004", "FQ005") == after
    assert rewrite(after, "FQ704", "FQ004", "FQ005") == after
