"""Importing an app by its import string, and detecting its interface and framework."""

import os

import pytest
from flask import Flask
from quart import Quart

from comparison.errors import StartError
from comparison.settings import Side
from comparison.targets.app import framework_of, is_asgi, load


def side(app):
    return Side("candidate", app, app)


def test_an_app_by_name_is_the_same_each_time(directory):
    assert load(side("tiny_apps:quart_app"), os.environ) is load(side("tiny_apps:quart_app"), os.environ)


def test_a_factory_makes_a_fresh_app_each_time(directory):
    assert load(side("tiny_apps:create_app()"), os.environ) is not load(side("tiny_apps:create_app()"), os.environ)


def test_without_a_name_it_is_app(directory):
    (directory / "tiny_apps.py").write_text("app = print")
    assert load(side("tiny_apps"), os.environ) is print


@pytest.mark.parametrize(
    ("app", "complaint"),
    [
        pytest.param(
            "tiny_apps:create_app", "is a function without parameters, which is not an app", id="() was forgotten"
        ),
        pytest.param("tiny_apps:nothing()", "is None, which is not an app", id="the factory gives nothing"),
        pytest.param("tiny_apps:FOLDER", "is 'here', which is not an app", id="the name is that of something else"),
    ],
)
def test_object_that_is_no_app_is_an_error_when(app, complaint, directory):
    with (directory / "tiny_apps.py").open("a") as file:
        file.write("\n\nFOLDER = 'here'\n\n\ndef nothing(): pass\n")
    with pytest.raises(StartError) as raised:
        load(side(app), os.environ)
    assert complaint in str(raised.value)
    assert str(raised.value).endswith(" in `app` in [tool.comparison.candidate] (or --candidate).")


def test_app_is_created_with_the_environment_variables(directory):
    app = load(side("tiny_apps:create_app()"), {"FOLDER": "here"})
    assert app.test_client().get("/").text == "here"


@pytest.mark.parametrize(
    ("app", "complaint"),
    [
        pytest.param(
            "tiny_nonsense:app", "ModuleNotFoundError: No module named 'tiny_nonsense'", id="there is no module"
        ),
        pytest.param("tiny_apps:nonsense", "AttributeError: .*'nonsense'", id="there is no name"),
        pytest.param("tiny_apps:broken()", "RuntimeError: no such luck", id="the factory fails"),
        pytest.param("tiny_apps:marks()", "TypeError: 'str' object is not callable", id="the factory is none"),
        pytest.param(":app", "ValueError", id="the module is not named"),
        pytest.param("tiny_apps:leaves()", "SystemExit: no app today", id="the factory leaves"),
    ],
)
def test_load_fails_with_the_cause_and_the_remedy_when(app, complaint, directory):
    with (directory / "tiny_apps.py").open("a") as file:
        file.write("\n\ndef leaves(): raise SystemExit('no app today')\n")
    with pytest.raises(
        StartError, match=rf"candidate {app!r} can't be created: {complaint}".replace("()", r"\(\)")
    ) as raised:
        load(side(app), os.environ)
    assert str(raised.value).endswith(". Fix the app, or `app` in [tool.comparison.candidate] (or --candidate).")


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        pytest.param("a = 1\nimport tiny_nonsense\n", 2, id="an import"),
        pytest.param("import json\n\napp = json.loads('nonsense')\n", 3, id="a call of the standard library"),
        pytest.param("from flask import Flask\napp = Flask(None)\n", 2, id="a call of a framework"),
    ],
)
def test_load_fails_with_the_line_of_the_project(lines, line, directory):
    (directory / "tiny_apps.py").write_text(lines)
    with pytest.raises(StartError) as raised:
        load(side("tiny_apps"), os.environ)
    assert f" ({directory / 'tiny_apps.py'}:{line}). Fix the app, or " in str(raised.value)


def test_import_string_that_is_wrong_names_no_line_of_the_project(directory):
    with pytest.raises(StartError, match=r"No module named 'tiny_nonsense'\. Fix the app"):
        load(side("tiny_nonsense:app"), os.environ)


async def asgi(scope, receive, send):
    """An ASGI app that is a function."""


class Asgi:
    async def __call__(self, scope, receive, send):
        """An ASGI app that is an object."""


def wsgi(environ, start_response):
    """A WSGI app that is a function."""


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        pytest.param(wsgi, False, id="a function"),
        pytest.param(Flask(__name__), False, id="a Flask app"),
        pytest.param(asgi, True, id="a coroutine function"),
        pytest.param(Asgi(), True, id="an object with a coroutine"),
        pytest.param(Quart(__name__), True, id="a Quart app"),
    ],
)
def test_asgi_apps_are_detected(app, expected):
    assert is_asgi(app) is expected


def test_framework_of_an_app_is_detected():
    assert framework_of(type("Sub", (Flask,), {})(__name__), side("a:app")) == "flask"
    assert framework_of(Quart(__name__), side("a:app")) == "quart"


def test_app_of_neither_framework_is_an_error_with_the_remedy():
    message = r"^The candidate 'a:app' of type Asgi is neither a Flask nor a Quart app: remove `run` from `targets` in"
    with pytest.raises(StartError, match=message):
        framework_of(Asgi(), side("a:app"))
