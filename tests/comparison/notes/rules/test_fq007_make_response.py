"""Calls of `make_response`, and other things of this name."""

import pytest

VIEW = "from flask import current_app, make_response\n\n\nasync def view(name):\n    "
NO_OPS = {
    "parameter": "from flask import make_response\n\n\nasync def view(make_response):\n    return make_response('a')\n",
    "import from elsewhere": "from answers import make_response\n\n\nasync def view():\n    make_response('a')\n",
    "function of one's own": "def make_response(text): ...\n\n\nasync def view():\n    return make_response('a')\n",
    "method of another object": VIEW + "return name.make_response('a')\n",
    "awaited": VIEW + "return await make_response('a')\n",
    "not called": VIEW + "name.make = make_response\n",
    "class of responses": VIEW + "return current_app.response_class('a')\n",
    "text and comment": VIEW + "return 'make_response()'  # make_response()\n",
}
FORMS = {
    "assigned": ("response = make_response('a')  # kept\n", "response = await make_response('a')  # kept\n"),
    "attribute": ("make_response('a').headers['B'] = 'c'\n", "(await make_response('a')).headers['B'] = 'c'\n"),
    "method": ("return make_response().set_data('a')\n", "return (await make_response()).set_data('a')\n"),
    "nested": ("return make_response(make_response('a'))\n", "return await make_response(await make_response('a'))\n"),
    "of the app": ("return current_app.make_response(name)\n", "return await current_app.make_response(name)\n"),
    "walrus": ("if (one := make_response(name)).vary: ...\n", "if (one := await make_response(name)).vary: ...\n"),
    "several lines": (
        "return make_response(\n        'a',  # kept\n        201,\n    )\n",
        "return await make_response(\n        'a',  # kept\n        201,\n    )\n",
    ),
}
CHANGES = {
    "module": (
        "import flask as f\n\n\nasync def view():\n    return f.make_response('a')\n",
        "import flask as f\n\n\nasync def view():\n    return await f.make_response('a')\n",
    ),
    "other name": (
        "from flask import make_response as made\n\n\nasync def view():\n    return made('a')\n",
        "from flask import make_response as made\n\n\nasync def view():\n    return await made('a')\n",
    ),
    "method of the app": (
        "from flask import Flask\n\napp = Flask(__name__)\n\n\nasync def view():\n    app.make_response('a')\n",
        "from flask import Flask\n\napp = Flask(__name__)\n\n\nasync def view():\n    await app.make_response('a')\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ007") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ007") == VIEW + after
    assert rewrite(VIEW + after, "FQ007") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_call_is_awaited_wherever_the_function_comes_from(rewrite, before, after):
    assert rewrite(before, "FQ007") == after
    assert rewrite(after, "FQ007") == after
