"""What views return."""

import pytest

from comparison.inspection.detector import Shape

from ..apps import FLASK, places

VIEW = "@app.get('/')\ndef index():\n    return {}\n"


@pytest.mark.parametrize(
    ("value", "trigger", "is_found"),
    [
        ("redirect('/a')", "redirect to a value of the request", False),
        ("redirect(url_for('a', b=request.args['b']))", "redirect to a value of the request", False),
        ("redirect(request.args['next'])", "redirect to a value of the request", True),
        ("redirect(request.args.get('next') or '/')", "redirect to a value of the request", True),
        ("redirect(request.referrer)", "redirect to a value of the request", True),
        ("'', {'a': 'b'}", "header repeated in a list", False),
        ("'', [('a', 'b'), ('c', 'd')]", "header repeated in a list", False),
        ("'', [('Link', 'b'), ('link', 'd')]", "header repeated in a list", True),
        ("'', 201, [('a', 'b')]", "view returns what Quart refuses", False),
        ("'', '201 Created'", "view returns what Quart refuses", True),
        ("'', (('a', 'b'),)", "view returns what Quart refuses", True),
        ("map(str, [1])", "view returns what Quart refuses", True),
        ("bytes(1)", "view returns a bytearray", False),
        ("bytearray(1)", "view returns a bytearray", True),
        ("'', 200", "status 204", False),
        ("'', 204", "status 204", True),
    ],
)
def test_shape_of_what_a_view_returns_is_found(value, trigger, is_found):
    assert bool(places(FLASK + VIEW.format(value), Shape(trigger))) is is_found


@pytest.mark.parametrize(
    ("classes", "is_found"),
    [
        ("str", False),
        ("flask.Response", False),
        ("werkzeug.Response", True),
        ("(str, werkzeug.wrappers.Response)", True),
    ],
)
def test_check_of_a_class_of_werkzeug_is_found(classes, is_found):
    text = f"{FLASK}import flask, werkzeug.wrappers\nisinstance(request, {classes})\n"
    assert bool(places(text, Shape("class of Werkzeug"))) is is_found


def test_only_views_count():
    assert places(f"{FLASK}def index():\n    return '', 204\n", Shape("status 204")) == []


def test_target_of_a_redirect_is_followed_through_a_name():
    text = f"{FLASK}@app.get('/')\ndef index():\n    target = request.args['next']\n    return redirect(target)\n"
    assert places(text, Shape("redirect to a value of the request")) == ["app.py:7 redirect(target)"]
