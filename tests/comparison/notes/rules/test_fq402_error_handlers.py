"""Error handlers, and other functions."""

import pytest

APP = "from flask import Blueprint, Flask\n\napp = Flask(__name__)\n\n\n"
NO_OPS = {
    "not registered": APP + "def errorhandler(error): ...\n",
    "registered elsewhere": "from bottle import app\n\n\n@app.errorhandler(404)\ndef missing(error): ...\n",
    "registered with a parameter": APP + "def add(app):\n    @app.errorhandler(404)\n    def missing(error): ...\n",
    "in the place of the status": APP + "def missing(error): ...\n\n\napp.register_error_handler(missing)\n",
    "coroutine function": APP + "@app.errorhandler(404)\nasync def missing(error): ...\n",
    "lambda": APP + "app.register_error_handler(404, lambda error: '')\n",
    "text and comment": APP + "# @app.errorhandler(404)\ndef missing(error):\n    return '@app.errorhandler(404)'\n",
}
CHANGES = {
    "status": (
        APP + "@app.errorhandler(404)\ndef missing(error): ...  # kept\n",
        APP + "@app.errorhandler(404)\nasync def missing(error): ...  # kept\n",
    ),
    "several": (
        APP + "@app.errorhandler(\n    KeyError,  # kept\n)\n@app.errorhandler(500)\ndef failed(error): ...\n",
        APP + "@app.errorhandler(\n    KeyError,  # kept\n)\n@app.errorhandler(500)\nasync def failed(error): ...\n",
    ),
    "blueprint": (
        APP + "@Blueprint('a', __name__).app_errorhandler(404)\ndef missing(error): ...\n",
        APP + "@Blueprint('a', __name__).app_errorhandler(404)\nasync def missing(error): ...\n",
    ),
    "given": (
        APP + "def missing(error): ...\n\n\napp.register_error_handler(404, missing)\n",
        APP + "async def missing(error): ...\n\n\napp.register_error_handler(404, missing)\n",
    ),
    "given by keyword": (
        APP + "def missing(error): ...\n\n\napp.register_error_handler(code_or_exception=404, f=missing)\n",
        APP + "async def missing(error): ...\n\n\napp.register_error_handler(code_or_exception=404, f=missing)\n",
    ),
    "in a function": (
        "import flask\n\n\ndef add(app: flask.Flask):\n    @app.errorhandler(404)\n    def missing(error): ...\n",
        "import flask\n\n\ndef add(app: flask.Flask):\n    @app.errorhandler(404)\n    async def missing(error): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_handler_stays(rewrite, text):
    assert rewrite(text, "FQ402") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_handler_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ402") == after
    assert rewrite(after, "FQ402") == after
