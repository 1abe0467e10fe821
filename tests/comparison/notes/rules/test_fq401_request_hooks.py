"""Hooks around a request, and other functions."""

import pytest

APP = "from flask import Blueprint, Flask, after_this_request\n\napp = Flask(__name__)\n\n\n"
NO_OPS = {
    "not registered": APP + "def before_request(): ...\n",
    "registered elsewhere": "from bottle import app\n\n\n@app.before_request\ndef look(): ...\n",
    "registered with a parameter": APP + "def add(app):\n    @app.before_request\n    def look(): ...\n",
    "other decorator": APP + "@app.template_global\ndef look(): ...\n\n\n"
    "@app.cli.command('look')\ndef command(): ...\n",
    "function of the same name": "def after_this_request(f): ...\n\n\n@after_this_request\ndef look(response): ...\n",
    "coroutine function": APP + "@app.after_request\nasync def look(response): ...\n",
    "lambda": APP + "app.before_request(lambda: None)\n",
    "Quart": "from quart import Quart\n\napp = Quart(__name__)\n\n\n@app.before_request\nasync def look(): ...\n",
}
CHANGES = {
    "decorated": (
        APP + "@app.before_request  # kept\n@logged\ndef look(): ...\n",
        APP + "@app.before_request  # kept\n@logged\nasync def look(): ...\n",
    ),
    "given": (
        APP + "def look(response): ...\n\n\napp.after_request(look)\napp.teardown_appcontext(f=look)\n",
        APP + "async def look(response): ...\n\n\napp.after_request(look)\napp.teardown_appcontext(f=look)\n",
    ),
    "blueprint": (
        APP + "bp = Blueprint('a', __name__)\n\n\n@bp.before_app_request\ndef look(): ...\n",
        APP + "bp = Blueprint('a', __name__)\n\n\n@bp.before_app_request\nasync def look(): ...\n",
    ),
    "after this request": (
        APP + "async def view():\n    @after_this_request\n    def add(response): ...\n",
        APP + "async def view():\n    @after_this_request\n    async def add(response): ...\n",
    ),
    "after this request, of the module": (
        "import flask as f\n\n\ndef add(response): ...\n\n\nasync def view():\n    f.after_this_request(add)\n",
        "import flask as f\n\n\nasync def add(response): ...\n\n\nasync def view():\n    f.after_this_request(add)\n",
    ),
    "app that is passed in": (
        APP + "def add(to):\n    @to.teardown_request\n    def look(error): ...\n\n\nadd(app)\n",
        APP + "def add(to):\n    @to.teardown_request\n    async def look(error): ...\n\n\nadd(app)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_hook_stays(rewrite, text):
    assert rewrite(text, "FQ401") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_hook_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ401") == after
    assert rewrite(after, "FQ401") == after
