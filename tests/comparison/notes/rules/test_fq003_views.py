"""Functions that an app or a blueprint routes to."""

import pytest

APP = "from flask import Flask\n\napp = Flask(__name__)\n\n\n"
NO_OPS = {
    "not decorated": APP + "def page():\n    return 'page'\n",
    "decorated by another app": "from bottle import Bottle\n\napp = Bottle()\n\n\n@app.route('/')\ndef page(): ...\n",
    "decorated by what is passed in": APP + "def add(app):\n    @app.get('/')\n    def page(): ...\n",
    "other decorator of the app": APP + "@app.template_filter('upper')\ndef upper(text): ...\n",
    "coroutine function": APP + "@app.get('/')\nasync def page():\n    return 'page'\n",
    "view that is no function": APP + "app.add_url_rule('/', view_func=Page.as_view('page'))\n",
    "endpoint only": APP + "def page(): ...\n\n\napp.add_url_rule('/', 'page')\n",
    "Quart": "from quart import Quart\n\napp = Quart(__name__)\n\n\n@app.route('/')\nasync def page(): ...\n",
    "comment": APP + "# @app.get('/')\ndef page(): ...\n",
}
CHANGES = {
    "route": (APP + "@app.route('/')\ndef page(): ...\n", APP + "@app.route('/')\nasync def page(): ...\n"),
    "several decorators": (
        APP + "@app.get('/')\n@app.post(\n    '/a',  # kept\n)\n@cached\n# kept\ndef page(): ...\n",
        APP + "@app.get('/')\n@app.post(\n    '/a',  # kept\n)\n@cached\n# kept\nasync def page(): ...\n",
    ),
    "blueprint of a module": (
        "import flask as f\n\nbp = f.Blueprint('a', __name__)\n\n\n@bp.endpoint('a')\ndef undefined(): ...\n",
        "import flask as f\n\nbp = f.Blueprint('a', __name__)\n\n\n@bp.endpoint('a')\nasync def undefined(): ...\n",
    ),
    "annotated app": (
        "from flask import Flask\n\n\ndef add(app: Flask):\n    @app.delete('/')\n    def page(): ...\n",
        "from flask import Flask\n\n\ndef add(app: Flask):\n    @app.delete('/')\n    async def page(): ...\n",
    ),
    "app that is passed in": (
        APP + "def add(to):\n    @to.put('/')\n    def page(): ...\n\n\nadd(app)\n",
        APP + "def add(to):\n    @to.put('/')\n    async def page(): ...\n\n\nadd(app)\n",
    ),
    "app of a factory": (
        "from flask import Flask\n\n\ndef made() -> Flask: ...\n\n\n@made().patch('/')\ndef page(): ...\n",
        "from flask import Flask\n\n\ndef made() -> Flask: ...\n\n\n@made().patch('/')\nasync def page(): ...\n",
    ),
    "current app": (
        "from flask import current_app\n\n\ndef page(): ...\n\n\ncurrent_app.add_url_rule('/', None, page)\n",
        "from flask import current_app\n\n\nasync def page(): ...\n\n\ncurrent_app.add_url_rule('/', None, page)\n",
    ),
    "added by keyword": (
        APP + "def page(): ...\n\n\nview = page\napp.add_url_rule('/', view_func=view)\n",
        APP + "async def page(): ...\n\n\nview = page\napp.add_url_rule('/', view_func=view)\n",
    ),
    "shortcut": (
        APP + "get = app.get\n\n\n@get('/')\ndef page(): ...\n",
        APP + "get = app.get\n\n\n@get('/')\nasync def page(): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_view_stays(rewrite, text):
    assert rewrite(text, "FQ003") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_view_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ003") == after
    assert rewrite(after, "FQ003") == after
