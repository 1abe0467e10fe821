"""Importing an app by its import string, and detecting its interface and framework."""

import os
from pathlib import Path

import pytest
from flask import Flask
from quart import Quart

from comparison.errors import ConfigurationError, StartError
from comparison.sides import Side
from comparison.targets.app import framework_of, is_asgi, load, source_of


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
    assert str(raised.value).endswith(" in `app` in [tool.comparison.candidate] of pyproject.toml.")


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
    assert str(raised.value).endswith("Fix `app` in [tool.comparison.candidate] of pyproject.toml, or the app.")


@pytest.mark.parametrize(
    ("app", "complaint"),
    [
        pytest.param(":app", "':app' names no module", id="the module is not named"),
        pytest.param("tiny_apps:create_app(FOLDER)", "the arguments in .* are not all literals", id="a name is passed"),
    ],
)
def test_import_string_is_refused_with_the_remedy_when(app, complaint):
    with pytest.raises(StartError, match=f"can't be created: {complaint}") as raised:
        load(side(app), os.environ)
    assert str(raised.value).endswith(". Fix `app` in [tool.comparison.candidate] of pyproject.toml.")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("given('test')", "(('test',), {})"),
        ("given(config='test')", "((), {'config': 'test'})"),
        ("given({'TESTING': True})", "(({'TESTING': True},), {})"),
    ],
)
def test_factory_gets_the_arguments(call, expected, directory):
    with (directory / "tiny_apps.py").open("a") as file:
        file.write("\n\ndef given(*args, **options):\n    return lambda environ, start: repr((args, options))\n")
    assert load(side(f"tiny_apps:{call}"), os.environ)({}, None) == expected


def test_factory_that_fails_is_an_error_with_its_place(directory):
    with pytest.raises(StartError) as raised:
        load(side("tiny_apps:broken()"), os.environ, directory)
    assert str(raised.value).splitlines() == [
        "The candidate 'tiny_apps:broken()' can't be created: RuntimeError: no such luck.",
        '  tiny_apps.py:28 in broken: raise RuntimeError("no such luck")',
        "Fix `app` in [tool.comparison.candidate] of pyproject.toml, or the app.",
    ]


def test_import_that_fails_is_an_error_with_its_place(directory):
    (directory / "tiny_apps.py").write_text("import tiny_models\n")
    (directory / "tiny_models.py").write_text("\nimport tiny_nothing\n")
    with pytest.raises(StartError) as raised:
        load(side("tiny_apps:app"), os.environ, directory)
    places = "\n  tiny_apps.py:1 in <module>: import tiny_models\n  tiny_models.py:2 in <module>: import tiny_nothing\n"
    assert places in str(raised.value)


def test_app_of_an_option_names_the_option():
    option = side("tiny_apps:app").named_by_option("tiny_nonsense:app")
    with pytest.raises(StartError, match=r"Fix --candidate \(in pytest --comparison-candidate\), or the app\.$"):
        load(option, os.environ)
    with pytest.raises(ConfigurationError, match=r"check --candidate \(in pytest --comparison-candidate\)\.$"):
        source_of(option, Path.cwd())


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


def test_source_of_a_side_with_a_directory_is_below_it(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "single.py").write_text("")
    sides = {app: Side("baseline", f"{app}:app", "", directory=tmp_path) for app in ("shop", "single", "none")}
    assert source_of(sides["shop"], Path.cwd()) == tmp_path / "shop"
    assert source_of(sides["single"], Path.cwd()) == tmp_path / "single.py"
    with pytest.raises(ConfigurationError, match=r"The baseline 'none' is not in .*: check `app` in"):
        source_of(sides["none"], Path.cwd())
