"""Uses of names are found by their origins: never bare words, and not the variables that keep their values."""

import pytest

from comparison.inspection.detector import NameUse, Override

from .apps import FLASK, QUART, places


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        # Variables that keep the value, names of other libraries, and words in texts are no uses.
        ("form = request.form\nprint(form)", NameUse(("flask.Request().form",)), ["app.py:4 request.form"]),
        ("from shop import request as other_request\nother_request.form", NameUse(("flask.Request().form",)), []),
        ("text = 'request.form'", NameUse(("flask.Request().form",)), []),
        ("kept = request\nkept.form", NameUse(("flask.Request().form",)), ["app.py:5 kept.form"]),
        ("session['a'] = session['b']", NameUse(("flask.session[]",)), ["app.py:4 session['b']"]),
        ("session.get('a')", NameUse(("flask.session.get",)), ["app.py:4 session.get"]),
    ],
)
def test_name_is_followed(text, trigger, expected):
    assert places(FLASK + text, trigger) == expected
    # Quart's names stand for the same origins.
    assert places(QUART + text, trigger) == expected


@pytest.mark.parametrize(
    ("call", "trigger", "is_found"),
    [
        ("redirect('/')", NameUse(("flask.redirect",), only_with=("code",)), False),
        ("redirect('/', code=301)", NameUse(("flask.redirect",), only_with=("code",)), True),
        ("redirect('/', **{})", NameUse(("flask.redirect",), only_with=("code",)), True),
        ("redirect('/', code=301)", NameUse(("flask.redirect",), unless=("code",)), False),
        ("redirect('/', **dict(code=301))", NameUse(("flask.redirect",), unless=("code",)), False),
        ("redirect('/', **{'code': 301})", NameUse(("flask.redirect",), where=(("code", "301"),)), True),
        ("redirect('/', **dict(a=1))", NameUse(("flask.redirect",), only_with=("code",)), False),
        ("redirect('/')", NameUse(("flask.redirect",), unless=("code",)), True),
        ("redirect('/a', 301)", NameUse(("flask.redirect",), where=((1, "3.."),)), True),
        ("redirect('/a')", NameUse(("flask.redirect",), where=((1, "3.."),)), False),
        ("redirect('/a')", NameUse(("flask.redirect",), where=((1, None),)), True),
        ("redirect", NameUse(("flask.redirect",), where=((1, None),)), False),
        ("request.headers['Via']", NameUse(("flask.Request().headers[]",), where=((0, "'Via'"),)), True),
        ("request.headers['Age']", NameUse(("flask.Request().headers[]",), where=((0, "'Via'"),)), False),
    ],
)
def test_arguments_of_the_call_decide(call, trigger, is_found):
    assert bool(places(FLASK + call, trigger)) is is_found


def test_assigned_attributes_are_not_read_ones():
    trigger = NameUse(("flask.Request().max_content_length",), how="assigned")
    text = "request.max_content_length = 5\nprint(request.max_content_length)\ndel request.max_content_length\n"
    assert places(FLASK + text, trigger) == [f"app.py:{line} request.max_content_length" for line in (4, 6)]


def test_decorator_is_found_with_its_arguments():
    trigger = NameUse(("flask.Flask().errorhandler",), how="decorator", where=((0, "404"),))
    text = "@app.errorhandler(404)\ndef a(e):\n    pass\n@app.errorhandler(405)\ndef b(e):\n    pass\n"
    assert places(FLASK + text, trigger) == ["app.py:4 app.errorhandler"]


def test_only_code_that_requests_run_counts_on_the_event_loop():
    trigger = NameUse(("sys.exit",), on_event_loop=True)
    text = "import sys\nsys.exit\n@app.get('/')\ndef index():\n    sys.exit(1)\n"
    assert places(FLASK + text, trigger) == ["app.py:8 sys.exit"]


def test_no_request_waits_for_a_command():
    trigger = NameUse(("sys.exit",), on_event_loop=True)
    assert places(f"{FLASK}import sys\n@app.cli.command()\nasync def a():\n    sys.exit(1)\n", trigger) == []


def test_only_what_views_and_hooks_run_counts_in_a_request():
    trigger = NameUse(("flask.Flask().app_context",), in_request=True)
    enter = "with app.app_context():\n        pass\n"
    text = f"def later():\n    {enter}def now():\n    {enter}@app.get('/')\ndef index():\n    now()\n"
    assert places(FLASK + text, trigger) == ["app.py:8 app.app_context"]


def test_overridden_members_of_a_subclass_are_found():
    trigger = Override("flask.Flask", ("dispatch_request", "testing"))
    text = "class Shop(Flask):\n    testing = True\n    def dispatch_request(self):\n        pass\n"
    assert places(f"{FLASK}class B:\n    testing = 1\n", trigger) == []
    assert places(FLASK + text, trigger) == ["app.py:5 testing", "app.py:6 dispatch_request"]
