"""Triggers are matched where they concern the app, and rules where a port is unfinished."""

import pytest

from comparison.inspection.detector import NameUse, Shape, Unfinished
from comparison.inspection.matches import matches

from .apps import FLASK, QUART, app_of, places

FORM = ("flask.Request().form",)


def test_tests_count_only_where_the_trigger_says_so():
    files = {"app.py": f"{FLASK}request.form", "test_app.py": "from flask import request\nrequest.form"}
    assert [place[:6] for place in places(files, NameUse(FORM))] == ["app.py"]
    assert [place[:6] for place in places(files, NameUse(FORM, place="tests"))] == ["test_a"]
    assert len(places(files, NameUse(FORM, place="everywhere"))) == 2


@pytest.mark.parametrize(("text", "framework"), [(FLASK, "flask"), (QUART, "quart")])
def test_trigger_may_concern_one_framework_alone(text, framework):
    spots = places(f"{text}request.form", NameUse(FORM, only_in="flask"))
    assert bool(spots) is (framework == "flask")
    assert app_of(f"{text}request.form").framework == framework


CHECK = """
async def is_admin():
    return False

@app.get("/")
async def index():
    {}
    return ""
"""


@pytest.mark.parametrize(
    ("statement", "spots"),
    [
        ("if await is_admin(): pass", []),
        ("if is_admin(): pass", [True]),
        ("assert not is_admin()", [True]),
        ("is_admin()", [True]),
        ("allowed = is_admin()", [False]),
    ],
)
def test_missing_await_of_a_port_is_silent_where_it_is_only_asked_for_its_truth(statement, spots):
    app = app_of(QUART + CHECK.format(statement))
    assert [spot.is_silent for spot in matches(app, Unfinished("FQ005"))] == spots


def test_unfinished_places_are_those_of_ports_alone():
    text = "\n@app.get('/')\ndef index():\n    return request.form['a']\n"
    assert places(FLASK + text, Unfinished("FQ101")) == []
    assert places(QUART + text, Unfinished("FQ101")) == ["app.py:7 request.form"]
    # A plain view is found by its shape.
    assert places(QUART + text, Unfinished("FQ003")) == []


def test_shape_may_concern_one_framework_alone():
    text = "\n@app.get('/')\ndef index():\n    return '', 204\n"
    assert places(FLASK + text, Shape("status 204", only_in="quart")) == []
    assert places(FLASK + text, Shape("status 204")) == ["app.py:7 204"]
