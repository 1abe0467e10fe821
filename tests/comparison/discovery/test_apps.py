"""Which apps the syntax trees show, and which comes first."""

import pytest

from comparison.discovery.apps import find_apps, preferred

from .projects import MODULE, factory, sources


def strings(files):
    return [app.import_string for app in find_apps(sources(files))]


@pytest.mark.parametrize(
    "text",
    [
        "import flask",
        "from flask import Blueprint\nbp = Blueprint('a', __name__)",
        "from mine import Flask\napp = Flask()",
        "from flask import Flask\ndef name(): Flask('a')",
        "from flask import Flask\nasync def create(): return Flask('a')",
        "from flask import Flask\ndef outer():\n    def inner(): return Flask('a')\n    return inner",
        "from flask import Flask\nif __name__ == '__main__':\n    app = Flask('a')",
    ],
    ids=["import", "blueprint", "own class", "no result", "coroutine function", "inner function", "script alone"],
)
def test_what_creates_no_app_is_no_app(text):
    assert strings({"a.py": text}) == []


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("import flask\napp = flask.Flask('a')", "a:app"),
        ("import flask as f\napp: f.Flask = f.Flask('a')", "a:app"),
        ("from quart import Quart as Q\ntry:\n    web = Q('a')\nfinally: ...", "a:web"),
        ("from flask import Flask\nclass App(Flask): ...\ndef make(): return App('a')", "a:make()"),
        ("from flask import Flask\ndef make(a, b=1, *, c, d=2): return Flask('a')", "a:make(a, c=)"),
        ("from flask import Flask\ndef make():\n    with x: app = Flask('a')\n    return app", "a:make()"),
    ],
    ids=["module", "alias", "in try", "subclass", "required parameters", "in with"],
)
def test_apps_are_found(text, string):
    assert strings({"a.py": text}) == [string]


def test_an_app_may_be_what_a_factory_of_another_module_returns():
    files = {
        "shop/__init__.py": factory(),
        "wsgi.py": "from shop import create_app\napplication = create_app()\nclient = application.test_client()",
        "shop/wsgi.py": "from . import create_app\napp = create_app()",
    }
    assert strings(files) == ["shop:create_app()", "wsgi:application", "shop.wsgi:app"]


def test_only_a_function_named_like_a_factory_is_one_because_it_calls_one():
    text = "from flask import Flask\ndef make(): return Flask('a')\n"
    text += "def create_app(): return make()\ndef client(): return create_app().test_client()"
    assert set(strings({"a.py": text})) == {"a:make()", "a:create_app()"}


@pytest.mark.parametrize(
    "files",
    [
        {"shop/__init__.py": factory(), "app.py": MODULE},
        {"app.py": MODULE, "other.py": MODULE},
        {"wsgi.py": MODULE, "deep/tool.py": MODULE},
        {"shop.py": factory(), "needs.py": "from flask import Flask\ndef create_app(name): return Flask(name)"},
    ],
    ids=["factory of a package", "app.py", "wsgi.py", "without arguments"],
)
def test_the_most_likely_app_comes_first(files):
    assert next(iter(files)) == str(find_apps(sources(files))[0].path)


@pytest.mark.parametrize("name", ["other", "other.py", "./other.py:app", "other:app"])
def test_the_setting_of_the_app_comes_first(name):
    apps = preferred(find_apps(sources({"app.py": MODULE, "other.py": MODULE})), name)
    assert [app.import_string for app in apps] == ["other:app", "app:app"]


def test_a_setting_may_name_a_factory_in_a_directory():
    apps = find_apps(sources({"app.py": MODULE, "src/shop/__init__.py": factory()}))
    assert preferred(apps, "src/shop:create_app('a')")[0].import_string == "shop:create_app()"


def test_tests_are_left_out():
    assert strings({"tests/conftest.py": MODULE, "test_app.py": MODULE}) == []


def test_place_and_framework_are_known():
    (app,) = find_apps(sources({"src/shop/__init__.py": factory("Quart")}))
    assert (app.framework, app.module.directory, app.line, app.kind) == ("quart", "src", 4, "factory")
