"""The routes of an app that is imported in a process of its own."""

import pytest

from comparison.discovery.routes import routes_of

from .projects import MODULE, factory, write


@pytest.mark.parametrize("framework", ["Flask", "Quart"])
def test_pages_are_the_get_routes_without_parameters(framework, tmp_path):
    write(tmp_path, {"shop.py": factory(framework)})
    routes = routes_of("shop:create_app()", tmp_path, tmp_path, {})
    assert (routes.number, routes.pages, routes.problem) == (3, ("/", "/about"), "")


def test_a_page_may_have_parameters_with_defaults_alone(tmp_path):
    write(tmp_path, {"shop.py": f"{MODULE}app.add_url_rule('/a', 'a', index, defaults={{'b': 1}})"})
    assert routes_of("shop:app", tmp_path, tmp_path, {}).pages == ("/", "/a")


def test_variables_have_values_and_those_of_the_frameworks_are_not_inherited(tmp_path, monkeypatch):
    monkeypatch.setenv("FLASK_SHOP", "inherited")
    text = MODULE + "import os\nassert os.path.isdir(os.environ['A']) and len(os.environ['B']) == 32\n"
    write(tmp_path, {"shop.py": text + "assert 'FLASK_SHOP' not in os.environ\nprint('noise')"})
    assert routes_of("shop:app", tmp_path, tmp_path, {"A": "{tmp}", "B": "{secret}"}).problem == ""


def test_the_project_stays_as_it_is(tmp_path):
    settings = (
        "import os; os.makedirs(app.instance_path, exist_ok=True); open(app.instance_path + '/a.db', 'w').close()"
    )
    write(tmp_path, {"shop.py": factory(settings=settings)})
    assert routes_of("shop:create_app()", tmp_path, tmp_path, {}).number == 3
    assert [path.name for path in tmp_path.iterdir()] == ["shop.py"]


@pytest.mark.parametrize(
    ("text", "app", "problem"),
    [
        ("raise OSError('no disk')", "shop:app", "OSError: no disk"),
        ("import sys; sys.exit()", "shop:app", "the process ended without a word"),
        ("app = 1", "shop:app", "AttributeError: 'int' object has no attribute 'url_map'"),
        ("", "shop:a.b.c(", "'a.b.c(' is neither a name nor a call"),
    ],
    ids=["error", "exit", "no app", "no import string"],
)
def test_the_problem_is_named(text, app, problem, tmp_path):
    write(tmp_path, {"shop.py": text})
    assert routes_of(app, tmp_path, tmp_path, {}).problem == problem


def test_import_that_takes_too_long_is_named(tmp_path):
    write(tmp_path, {"shop.py": "import time; time.sleep(600)"})
    assert routes_of("shop:app", tmp_path, tmp_path, {}, 2).problem == "importing it took longer than 2 seconds"
