"""Pytest's settings run async tests, and fail on a coroutine that is not awaited."""

import configparser
from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.pytest_settings import below_current_directory, parse_toml, project_root

from .configuration_files import FILTERS, MODE, OPTIONS, PYTEST_INI, TOML_OPTIONS, write_project


def failing(*values, reason, id=None):
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=f"bug: {reason}"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("pytest.ini", PYTEST_INI, id="in pytest.ini"),
        pytest.param("setup.cfg", PYTEST_INI.replace("[pytest]", "[tool:pytest]"), id="in setup.cfg"),
        pytest.param("tox.ini", f"[tox]\n\n{PYTEST_INI}testpaths = tests\n", id="in tox.ini"),
        pytest.param("pyproject.toml", f"[tool.pytest.ini_options]\n{TOML_OPTIONS}", id="in pyproject.toml"),
    ],
)
def test_settings_that_are_there_stay(settings, name, text):
    assert settings({name: text}) == (name, text)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        pytest.param({}, "pytest.ini", id="there is no file"),
        pytest.param({"setup.py": ""}, "pytest.ini", id="there is another file"),
        pytest.param({"setup.cfg": "[metadata]\n"}, "pytest.ini", id="setup.cfg has no section"),
        pytest.param({"tox.ini": "[tool:pytest]\n"}, "pytest.ini", id="tox.ini has another section"),
        pytest.param({"pytest.ini": ""}, "pytest.ini", id="pytest.ini is empty"),
        pytest.param({"tox.ini": "[tox]\n", "pyproject.toml": ""}, "pyproject.toml", id="pyproject.toml is empty"),
        pytest.param({"setup.cfg": "[tool:pytest]\n"}, "setup.cfg", id="setup.cfg has the section"),
        pytest.param({"setup.cfg": "[tool:pytest]\n", "tox.ini": "[pytest]\n"}, "tox.ini", id="tox.ini has it too"),
        pytest.param({"pytest.ini": "", "tox.ini": "[pytest]\n"}, "pytest.ini", id="pytest.ini counts, though empty"),
        pytest.param({"tox.ini": "[pytest]\n", "pyproject.toml": "[tool.ruff]\n"}, "tox.ini", id="tox.ini has it"),
        pytest.param(
            {"pytest.ini": "", "pyproject.toml": "[tool.pytest.ini_options]\n"}, "pytest.ini", id="pytest.ini is first"
        ),
        failing(
            {"setup.cfg": "[tool:pytest]\n", "pyproject.toml": "[tool.pytest.ini_options]\n"},
            "pyproject.toml",
            reason="pytest reads a section in pyproject.toml before tox.ini and setup.cfg",
            id="pyproject.toml comes before setup.cfg",
        ),
        failing(
            {"tox.ini": "[pytest]\n", "pyproject.toml": "[tool.pytest.ini_options]\n"},
            "pyproject.toml",
            reason="pytest reads a section in pyproject.toml before tox.ini and setup.cfg",
            id="pyproject.toml comes before tox.ini",
        ),
        failing(
            {".pytest.ini": "[pytest]\n"}, ".pytest.ini", reason=".pytest.ini is not known", id="the file is hidden"
        ),
        failing(
            {"tox.ini": "[testenv]\nsetenv =\n    A=[pytest]\n"},
            "pytest.ini",
            reason="a section's name in a value counts as the section",
            id="a value looks like a section",
        ),
    ],
)
def test_file_that_pytest_reads_is_changed(settings, files, name):
    assert settings(files)[0] == name


def test_new_file_has_the_settings_alone(settings):
    assert settings({}) == ("pytest.ini", PYTEST_INI)


def test_fixtures_that_live_longer_have_one_event_loop(settings):
    scopes = "asyncio_default_fixture_loop_scope = session\nasyncio_default_test_loop_scope = session\n"
    expected = f"[pytest]\nasyncio_mode = auto\n{scopes}filterwarnings =\n{FILTERS}"
    assert settings({}, one_loop=True) == ("pytest.ini", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[pytest]\n", PYTEST_INI, id="an empty section"),
        pytest.param("[pytest]\naddopts = -v\n", f"{PYTEST_INI}addopts = -v\n", id="another option"),
        pytest.param("# a\n[pytest]\n# b\n", f"# a\n{PYTEST_INI}# b\n", id="comments"),
        pytest.param("[other]\n", f"[other]\n\n{PYTEST_INI}", id="another section"),
        pytest.param("\n\n", PYTEST_INI, id="empty lines"),
        pytest.param("[pytest]\nasyncio_mode = strict\n", PYTEST_INI, id="another mode"),
        pytest.param("[pytest]\nasyncio_mode=strict\na = b\n", f"{PYTEST_INI}a = b\n", id="a mode without blanks"),
        pytest.param("[pytest]\n# asyncio_mode = strict\n", f"{PYTEST_INI}# asyncio_mode = strict\n", id="no mode"),
        failing("[pytest]", PYTEST_INI, reason="nothing is added without a line end", id="no line end"),
        pytest.param("[pytest]\na = b", f"{PYTEST_INI}a = b", id="the last line has no end"),
        failing(
            "[pytest]  \n",
            PYTEST_INI.replace("]", "]  ", 1),
            reason="nothing is added after blanks",
            id="blanks after the section",
        ),
        failing(
            "[pytest]  # why\n",
            PYTEST_INI.replace("]", "]  # why", 1),
            reason="nothing is added before a comment",
            id="a comment after the section",
        ),
        failing(
            "[pytest]\nasyncio_mode = strict",
            PYTEST_INI,
            reason="an option in the last line is set twice: pytest refuses the file",
            id="a mode in the last line, without a line end",
        ),
        failing(
            "[pytest]\nasyncio_mode: strict\n",
            PYTEST_INI,
            reason="an option with a colon is set twice: pytest refuses the file",
            id="a mode with a colon",
        ),
        failing(
            "; [pytest]\n[pytest]\n",
            f"; [pytest]\n{PYTEST_INI}",
            reason="a section in a comment gets the options",
            id="a section in a comment",
        ),
    ],
)
def test_ini_file(settings, text, expected):
    assert settings({"pytest.ini": text}) == ("pytest.ini", expected)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        pytest.param("filterwarnings =\n    error\n", ["error"], id="one line"),
        pytest.param("filterwarnings =\n    error\n    ignore::A\n", ["error", "ignore::A"], id="two lines"),
        pytest.param("filterwarnings =\n\terror\na = b\n", ["error"], id="a tab, and another option"),
        pytest.param("filterwarnings=\n\n    # why\n    error\n", ["# why", "error"], id="a comment"),
        pytest.param(f"filterwarnings =\n{FILTERS[FILTERS.index(chr(10)) + 1 :]}", [], id="a filter that is there"),
        failing("filterwarnings = error\n", ["error"], reason="it is appended to a new filter", id="the same line"),
        failing("filterwarnings: error\n", ["error"], reason="the option is set twice", id="a colon"),
    ],
)
def test_filters_of_an_ini_file_stay(settings, text, filters):
    parser = configparser.RawConfigParser()
    parser.read_string(settings({"pytest.ini": f"[pytest]\n{text}"})[1])
    lines = [line for line in parser["pytest"]["filterwarnings"].split("\n") if line]
    new_filters = FILTERS.replace("    ", "").splitlines()
    assert sorted(lines) == sorted([*(line for line in filters if not line.startswith("#")), *new_filters])


@pytest.mark.xfail(strict=True, reason="bug: of several filters the last one counts, but the new ones come first")
def test_new_filters_come_last_in_an_ini_file(settings):
    text = settings({"pytest.ini": "[pytest]\nfilterwarnings =\n    ignore::RuntimeWarning\n"})[1]
    assert text == f"[pytest]\n{MODE}filterwarnings =\n    ignore::RuntimeWarning\n{FILTERS}"


@pytest.mark.xfail(strict=True, reason="bug: the whole file is searched, not the section")
@pytest.mark.parametrize("line", ["filterwarnings = a", "asyncio_mode = strict"])
def test_options_of_other_sections_stay(settings, line):
    text = f"[flake8]\n{line}\n\n[tool:pytest]\na = b\n"
    expected = f"[flake8]\n{line}\n\n[tool:pytest]\n{OPTIONS}a = b\n"
    assert settings({"setup.cfg": text}) == ("setup.cfg", expected)


@pytest.mark.xfail(strict=True, reason="bug: the file is read with universal newlines, and written with line feeds")
def test_line_ends_of_an_ini_file_stay(settings):
    expected = f"{PYTEST_INI}a = b\n".replace("\n", "\r\n")
    assert settings({"pytest.ini": "[pytest]\r\na = b\r\n"}) == ("pytest.ini", expected)


def test_project_root_is_the_nearest_directory_with_a_file_that_says_so(tmp_path, monkeypatch):
    write_project(tmp_path, {"shop/setup.py": "", "shop/web/tests/test_a.py": "", "other/a/test_b.py": ""})
    monkeypatch.chdir(tmp_path)
    assert project_root(Path("shop/web/tests/test_a.py")) == tmp_path / "shop"
    assert project_root(Path("other/a/test_b.py")) == tmp_path
    write_project(tmp_path, {"shop/web/pyproject.toml": "", "other/.git": None})
    assert project_root(Path("shop/web/tests/test_a.py")) == tmp_path / "shop/web"
    assert project_root(Path("other/a/test_b.py")) == tmp_path / "other"


def test_paths_are_below_the_current_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert below_current_directory(tmp_path / "a" / "b") == Path("a/b")
    assert below_current_directory(tmp_path.parent) == tmp_path.parent


def test_invalid_toml_is_refused():
    expected = r"^pyproject\.toml is not valid TOML: .* at line 1 col 8\. Fix it, and run again\.$"
    with pytest.raises(ConfigurationError, match=expected):
        parse_toml(Path("pyproject.toml"), "[project\n")
