"""What is imported from `flask`, and what only has its name."""

import pytest

NO_OPS = {
    "library whose name begins alike": "import flask_login\nfrom flask_login import current_user\n",
    "module of the same package": "from .flask import Flask\nfrom . import flask\n\nflask.run()\n",
    "part of another package": "import my.flask\nfrom my.flask import Flask\n\nmy.flask.run()\n",
    "other module under this name": "import my_flask as flask\n\nflask.run()\n",
    "parameter": "def page(flask):\n    return flask.name\n",
    "local variable": "def page():\n    flask = find()\n    return flask.name\n",
    "variable of a loop": "names = [flask.name for flask in bottles]\n",
    "attribute": "bottle.flask.fill()\nself.flask = flask_of(bottle)\n",
    "keyword": "fill(flask=1)\n",
    "text and comment": 'NAME = "flask"  # import flask\n',
    "Quart": "import quart\nfrom quart import Quart\n\napp = quart.Quart(__name__)\n",
}
CHANGES = {
    "plain": ("import flask\n\nprint(flask.request.path)\n", "import quart\n\nprint(quart.request.path)\n"),
    "plain with another name": ("import flask as f\n\nf.abort(404)\n", "import quart as f\n\nf.abort(404)\n"),
    "among others": ("import os, flask, sys  # all\n", "import os, quart, sys  # all\n"),
    "submodule": ("import flask.json\n\nflask.json.dumps(1)\n", "import quart.json\n\nquart.json.dumps(1)\n"),
    "submodule with another name": ("import flask.views as v\n", "import quart.views as v\n"),
    "names": ("from flask import Flask as App, g\n", "from quart import Flask as App, g\n"),
    "names of a submodule": ("from flask.views import View\n", "from quart.views import View\n"),
    "everything": ("from flask import *\n", "from quart import *\n"),
    "many lines": (
        "from flask import (\n    g,  # kept\n    abort,\n)\n",
        "from quart import (\n    g,  # kept\n    abort,\n)\n",
    ),
    "inside a function": (
        "def page():\n    import flask\n\n    return [flask.g for _ in flask.request.args]\n",
        "def page():\n    import quart\n\n    return [quart.g for _ in quart.request.args]\n",
    ),
    "in a function that shadows it elsewhere": (
        "import flask\n\n\ndef one(flask):\n    return flask.g\n\n\ndef two():\n    return flask.g\n",
        "import quart\n\n\ndef one(flask):\n    return flask.g\n\n\ndef two():\n    return quart.g\n",
    ),
    "decorator and annotation": (
        "import flask\n\n\n@flask.after_this_request\ndef add(response: flask.Response): ...\n",
        "import quart\n\n\n@quart.after_this_request\ndef add(response: quart.Response): ...\n",
    ),
    "f-string": ('import flask\n\nprint(f"flask {flask.g!r}")\n', 'import quart\n\nprint(f"flask {quart.g!r}")\n'),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_only_has_the_name_stays(rewrite, text):
    assert rewrite(text, "FQ001") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_import_and_all_uses_of_it_are_renamed(rewrite, before, after):
    assert rewrite(before, "FQ001") == after
    assert rewrite(after, "FQ001") == after
