"""Context processors, and other functions."""

import pytest

APP = "from flask import Blueprint, Flask\n\napp = Flask(__name__)\n\n\n"
NO_OPS = {
    "not registered": APP + "def context_processor(): ...\n",
    "registered elsewhere": "from bottle import app\n\n\n@app.context_processor\ndef add(): ...\n",
    "registered with a parameter": APP + "def begin(app):\n    @app.context_processor\n    def add(): ...\n",
    "of the shell": APP + "@app.shell_context_processor\ndef add(): ...\n",
    "filter": APP + "@app.template_filter()\ndef add(text): ...\n",
    "coroutine function": APP + "@app.context_processor\nasync def add(): ...\n",
    "lambda": APP + "app.context_processor(lambda: {})\n",
}
CHANGES = {
    "decorated": (
        APP + "@app.context_processor\n@cached(9)\ndef add(): ...  # kept\n",
        APP + "@app.context_processor\n@cached(9)\nasync def add(): ...  # kept\n",
    ),
    "blueprint": (
        APP + "bp = Blueprint('a', __name__)\n\n\n@bp.app_context_processor\ndef add(): ...\n",
        APP + "bp = Blueprint('a', __name__)\n\n\n@bp.app_context_processor\nasync def add(): ...\n",
    ),
    "given": (
        APP + "def add(): ...\n\n\napp.context_processor(\n    add  # kept\n)\n",
        APP + "async def add(): ...\n\n\napp.context_processor(\n    add  # kept\n)\n",
    ),
    "function in a function": (
        APP + "def made():\n    def add(): ...\n\n    app.context_processor(f=add)\n\n    def other(): ...\n",
        APP + "def made():\n    async def add(): ...\n\n    app.context_processor(f=add)\n\n    def other(): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_processor_stays(rewrite, text):
    assert rewrite(text, "FQ403") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_processor_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ403") == after
    assert rewrite(after, "FQ403") == after
