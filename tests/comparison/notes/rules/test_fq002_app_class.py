"""The class of the app, and other things called Flask."""

import pytest

NO_OPS = {
    "class of one's own": "class Flask: ...\n\n\nvessel = Flask()\n",
    "class of another library": "from bottles import Flask\n\nvessel = Flask()\n",
    "attribute of another object": "import bottles\n\nvessel = bottles.Flask()\n",
    "parameter": "from flask import g\n\n\ndef fill(Flask):\n    return Flask()\n",
    "other class under this name": "from flask import Blueprint as Flask\n\npages = Flask('pages', __name__)\n",
    "text and comment": 'NAME = "Flask"  # Flask(__name__)\n',
    "Quart": "from quart import Quart\n\napp = Quart(__name__)\n",
    "client of Quart": "from quart.testing import QuartClient\n\n\ndef ask(client: QuartClient): ...\n",
}
CHANGES = {
    "name": (
        "from flask import Flask\n\napp = Flask(__name__)\n",
        "from flask import Quart\n\napp = Quart(__name__)\n",
    ),
    "other name": (
        "from flask import Flask as App\n\napp = App(__name__)\n",
        "from flask import Quart as App\n\napp = App(__name__)\n",
    ),
    "attribute": ("import flask\n\napp = flask.Flask(__name__)\n", "import flask\n\napp = flask.Quart(__name__)\n"),
    "attribute of another name": ("import flask as f\n\nf.Flask(f.g)\n", "import flask as f\n\nf.Quart(f.g)\n"),
    "its module": ("from flask.app import Flask\n", "from flask.app import Quart\n"),
    "among others": (
        "from flask import (\n    Flask,  # kept\n    g,\n)\n",
        "from flask import (\n    Quart,  # kept\n    g,\n)\n",
    ),
    "base, argument and annotation": (
        "from flask import Flask\n\n\nclass App(Flask):\n    def near(self, other: Flask) -> Flask | None: ...\n",
        "from flask import Quart\n\n\nclass App(Quart):\n    def near(self, other: Quart) -> Quart | None: ...\n",
    ),
    "call over several lines": (
        "import flask\n\napp = flask.Flask(\n    __name__,  # kept\n).test_client()\n",
        "import flask\n\napp = flask.Quart(\n    __name__,  # kept\n).test_client()\n",
    ),
    "client of the tests": (
        "from flask.testing import FlaskClient\n\n\ndef ask(client: FlaskClient): ...\n",
        "from flask.testing import QuartClient\n\n\ndef ask(client: QuartClient): ...\n",
    ),
    "shadowed elsewhere": (
        "from flask import Flask\n\n\ndef fill(Flask):\n    return Flask()\n\n\nprint(Flask)\n",
        "from flask import Quart\n\n\ndef fill(Flask):\n    return Flask()\n\n\nprint(Quart)\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_thing_of_that_name_stays(rewrite, text):
    assert rewrite(text, "FQ002") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_class_is_renamed_where_it_is_used(rewrite, before, after):
    assert rewrite(before, "FQ002") == after
    assert rewrite(after, "FQ002") == after
