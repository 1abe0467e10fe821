"""A migration changes the configuration of a project, if its tests or its requirements need it."""

from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.configuration import configuration_files
from comparison.migrate.files import migrate_files
from comparison.notes.catalogue import all_rules

from .configuration_files import APP, FILTERS, OPTIONS, PYTEST_INI, TEST, TOML_OPTIONS, write_project

CODE = {"app.py": APP, "test_app.py": TEST}


@pytest.fixture
def configuration(tmp_path, monkeypatch):
    """Return a function that returns the texts of a project's configuration that change, by path."""

    def configuration_of(files, replaces_flask=True, directory="."):
        write_project(tmp_path, files)
        monkeypatch.chdir(tmp_path / directory)
        migrated = migrate_files([Path()], all_rules().values(), {})
        written = configuration_files(migrated, replaces_flask)
        assert all(file.path == file.target for file in written)
        return {str(file.path): file.after for file in written}

    return configuration_of


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="there is no file"),
        pytest.param({"shop.py": "import os\n"}, id="no file changes"),
        pytest.param({"app.py": APP}, id="there are no requirements"),
        pytest.param({"app.py": APP, "requirements.txt": "click\n"}, id="Flask is not required"),
    ],
)
def test_nothing_changes(configuration, files):
    assert configuration({"requirements.txt": "quart\npytest\n", **files}) == {}


def test_app_without_tests_needs_no_pytest_asyncio(configuration):
    files = {"app.py": APP, "test_other.py": "def test_other(): ...\n", "requirements.txt": "flask\npytest\n"}
    assert configuration(files) == {"requirements.txt": "quart>=0.22\npytest\n"}


def test_async_tests_need_pytest_asyncio(configuration):
    assert configuration({**CODE, "requirements.txt": "flask\npytest\n"}) == {
        "requirements.txt": "quart>=0.22\npytest\npytest-asyncio>=1.2\n",
        "pytest.ini": PYTEST_INI,
    }


def test_flask_stays_beside_quart_if_it_is_not_replaced(configuration):
    files = {**CODE, "requirements.txt": "flask\npytest\n"}
    assert configuration(files, replaces_flask=False)["requirements.txt"] == "flask\npytest\npytest-asyncio>=1.2\n"


def test_tests_of_unittest_need_no_settings(configuration):
    test = TEST.replace("def test_page():", "class PageTests(TestCase):\n  def test_page(self):")
    files = {"app.py": APP, "test_app.py": f"from unittest import TestCase\n{test}", "requirements.txt": "pytest\n"}
    assert configuration(files) == {}


def test_fixture_that_lives_longer_needs_one_event_loop(configuration):
    fixture = """import pytest
from app import app
@pytest.fixture(scope="session")
def page():
    return app.test_client().get("/")
"""
    text = configuration({"app.py": APP, "conftest.py": fixture})["pytest.ini"]
    assert "asyncio_default_fixture_loop_scope = session\nasyncio_default_test_loop_scope = session\n" in text


def test_file_with_requirements_and_settings_gets_both(configuration):
    assert configuration({**CODE, "pyproject.toml": "[project]\ndependencies = ['flask']\n"}) == {
        "pyproject.toml": f'[project]\ndependencies = ["quart>=0.22"]\n\n[tool.pytest.ini_options]\n{TOML_OPTIONS}'
    }


def test_ini_file_with_requirements_and_settings_gets_both(configuration):
    text = "[testenv]\ndeps =\n    flask\n    pytest\n\n[pytest]\n"
    expected = f"[testenv]\ndeps =\n    quart>=0.22\n    pytest\n    pytest-asyncio>=1.2\n\n[pytest]\n{OPTIONS}"
    assert configuration({**CODE, "tox.ini": text}) == {"tox.ini": expected}


def test_settings_are_not_written_twice(configuration):
    assert FILTERS in configuration(CODE)["pytest.ini"]
    assert configuration({**CODE, "pytest.ini": PYTEST_INI}) == {}


def test_each_root_has_its_requirements(configuration):
    files = {"a/app.py": APP, "a/setup.py": "", "a/requirements.txt": "flask\n"}
    files |= {"b/pages.py": APP, "b/pyproject.toml": "[project]\ndependencies = ['flask']\n"}
    assert configuration(files | {"requirements.txt": "flask\n"}) == {
        "a/requirements.txt": "quart>=0.22\n",
        "b/pyproject.toml": '[project]\ndependencies = ["quart>=0.22"]\n',
    }


def test_root_above_the_current_directory(configuration, tmp_path):
    files = {"src/app.py": APP, "requirements.txt": "flask\n", "setup.py": ""}
    assert configuration(files, directory="src") == {str(tmp_path / "requirements.txt"): "quart>=0.22\n"}


def test_invalid_toml_is_refused(configuration):
    with pytest.raises(
        ConfigurationError, match=r"^.*pyproject\.toml is not valid TOML: .*\. Fix it, and run again\.$"
    ):
        configuration({**CODE, "pyproject.toml": "[project\n"})


def test_requirements_beside_the_app_below_the_root(configuration):
    files = {".git": None, "backend/app.py": APP, "backend/requirements.txt": "flask\n"}
    assert configuration(files) == {"backend/requirements.txt": "quart>=0.22\n"}


def test_requirements_above_the_settings_of_pytest(configuration):
    files = {"tests/test_app.py": TEST, "app.py": APP, "tests/pytest.ini": "[pytest]\n"}
    result = configuration({**files, ".git": None, "requirements-dev.txt": "pytest\n"})
    assert result == {
        "requirements-dev.txt": "pytest\npytest-asyncio>=1.2\n",
        **dict.fromkeys(("tests/pytest.ini", "pytest.ini"), PYTEST_INI),
    }


def test_settings_above_those_of_the_tests_are_the_projects(configuration):
    files = {"tests/test_app.py": TEST, "app.py": APP, "tests/pytest.ini": "", "tox.ini": "[pytest]\n"}
    assert configuration(files) == {"tests/pytest.ini": PYTEST_INI, "tox.ini": PYTEST_INI}


def test_settings_of_a_directory_with_an_app_are_the_only(configuration):
    files = {"backend/tests/test_app.py": TEST, "backend/app.py": APP, "backend/pytest.ini": "", ".git": None}
    assert configuration(files) == {"backend/pytest.ini": PYTEST_INI}


def test_patch_of_extensions_needs_an_older_quart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, {"app.py": APP, "requirements.txt": "flask==2.3; os_name == 'nt'\n"})
    migrated = migrate_files([Path("app.py")], all_rules().values(), {})
    written = configuration_files(migrated, replaces_flask=True, needs_patch=True)
    assert [file.after for file in written] == [
        "quart>=0.22,<0.23; os_name == 'nt'\nquart-flask-patch; os_name == 'nt'\n"
    ]


def test_each_root_has_its_settings(configuration):
    files = {f"{name}/{path}": text for name in ("a", "b") for path, text in {"app.py": APP, "test_a.py": TEST}.items()}
    assert set(configuration({**files, "a/setup.py": "", "b/setup.py": ""})) == {"a/pytest.ini", "b/pytest.ini"}


def test_test_module_with_a_byte_order_mark(configuration):
    assert configuration({"app.py": APP, "test_app.py": f"\ufeff{TEST}"}) == {"pytest.ini": PYTEST_INI}


def test_requirements_between_the_app_and_the_root(configuration):
    files = {"pyproject.toml": "[project]\ndependencies = ['flask']\n", "backend/shop/app.py": APP}
    requirements = {"requirements.txt": "flask\n", "backend/requirements.txt": "flask\n"}
    assert configuration({**files, **requirements, "other/requirements.txt": "flask\n"}) == {
        "pyproject.toml": '[project]\ndependencies = ["quart>=0.22"]\n',
        **dict.fromkeys(requirements, "quart>=0.22\n"),
    }


def test_roots_below_shared_settings_have_these(configuration):
    files = {f"{name}/{path}": text for name in ("a", "b") for path, text in {"app.py": APP, "test_a.py": TEST}.items()}
    assert configuration({**files, "a/setup.py": "", "b/setup.py": "", ".git": None, "tox.ini": "[pytest]\n"}) == {
        "tox.ini": PYTEST_INI
    }


def test_root_without_async_tests_has_no_settings(configuration):
    plain = "from flask import Flask\ndef test_a(): Flask('a')\n"
    files = {"a/app.py": APP, "a/test_a.py": TEST, "a/setup.py": "", "b/test_b.py": plain, "b/setup.py": ""}
    assert set(configuration(files)) == {"a/pytest.ini"}


def test_line_ends_of_the_configuration_stay(configuration):
    files = {"requirements.txt": "pytest\r\nflask\r\n", "pytest.ini": "[pytest]\r\n"}
    assert configuration({**CODE, **files}) == {
        "requirements.txt": "pytest\r\npytest-asyncio>=1.2\r\nquart>=0.22\r\n",
        "pytest.ini": PYTEST_INI.replace("\n", "\r\n"),
    }
