"""Pytest's settings run async tests, and fail on a coroutine that is not awaited."""

import configparser
from pathlib import Path

import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.pytest_settings import pytest_settings, settings_path

from .configuration_files import FILTERS, MODE, OPTIONS, PYTEST_INI, TOML_OPTIONS, write_project


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
        pytest.param(
            {"setup.cfg": "[tool:pytest]\n", "pyproject.toml": "[tool.pytest.ini_options]\n"},
            "pyproject.toml",
            id="pyproject.toml comes before setup.cfg",
        ),
        pytest.param(
            {"tox.ini": "[pytest]\n", "pyproject.toml": "[tool.pytest.ini_options]\n"},
            "pyproject.toml",
            id="pyproject.toml comes before tox.ini",
        ),
        pytest.param({".pytest.ini": "[pytest]\n"}, ".pytest.ini", id="the file is hidden"),
        pytest.param({"pytest.toml": "", "pytest.ini": ""}, "pytest.toml", id="pytest.toml is before pytest.ini"),
        pytest.param({".pytest.toml": "", "pytest.ini": ""}, ".pytest.toml", id="a hidden TOML file is too"),
        pytest.param({"tox.ini": "[pytest]\n", "pyproject.toml": "[tool.pytest]\n"}, "tox.ini", id="an empty table"),
        pytest.param(
            {"tox.ini": "[pytest]\n", "pyproject.toml": "[tool.pytest]\na = 'b'\n"},
            "pyproject.toml",
            id="native settings of pytest 9",
        ),
        pytest.param(
            {"tox.ini": "[testenv]\nsetenv =\n    A=[pytest]\n"}, "pytest.ini", id="a value looks like a section"
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
        pytest.param("[pytest]", PYTEST_INI, id="no line end"),
        pytest.param("[pytest]\na = b", f"{PYTEST_INI}a = b", id="the last line has no end"),
        pytest.param("[pytest]  \n", PYTEST_INI.replace("]", "]  ", 1), id="blanks after the section"),
        pytest.param("[pytest]  # why\n", PYTEST_INI.replace("]", "]  # why", 1), id="a comment after the section"),
        pytest.param("[pytest]\nasyncio_mode = strict", PYTEST_INI, id="a mode in the last line, without a line end"),
        pytest.param("[pytest]\nasyncio_mode: strict\n", PYTEST_INI, id="a mode with a colon"),
        pytest.param("; [pytest]\n[pytest]\n", f"; [pytest]\n{PYTEST_INI}", id="a section in a comment"),
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
        pytest.param("filterwarnings = error\n", ["error"], id="the same line"),
        pytest.param("filterwarnings: error\n", ["error"], id="a colon"),
    ],
)
def test_filters_of_an_ini_file_stay(settings, text, filters):
    parser = configparser.RawConfigParser()
    parser.read_string(settings({"pytest.ini": f"[pytest]\n{text}"})[1])
    lines = [line for line in parser["pytest"]["filterwarnings"].split("\n") if line]
    new_filters = FILTERS.replace("    ", "").splitlines()
    assert sorted(lines) == sorted([*(line for line in filters if not line.startswith("#")), *new_filters])


def test_new_filters_come_last_in_an_ini_file(settings):
    text = settings({"pytest.ini": "[pytest]\nfilterwarnings =\n    ignore::RuntimeWarning\n"})[1]
    assert text == f"[pytest]\n{MODE}filterwarnings =\n    ignore::RuntimeWarning\n{FILTERS}"


@pytest.mark.parametrize("line", ["filterwarnings = a", "asyncio_mode = strict"])
def test_options_of_other_sections_stay(settings, line):
    text = f"[flake8]\n{line}\n\n[tool:pytest]\na = b\n"
    expected = f"[flake8]\n{line}\n\n[tool:pytest]\n{OPTIONS}a = b\n"
    assert settings({"setup.cfg": text}) == ("setup.cfg", expected)


def test_line_ends_of_an_ini_file_stay(settings):
    expected = f"{PYTEST_INI}a = b\n".replace("\n", "\r\n")
    assert settings({"pytest.ini": "[pytest]\r\na = b\r\n"}) == ("pytest.ini", expected)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pytest.ini", "[pytest]\nasyncio_default_fixture_loop_scope = module\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\nasyncio_default_fixture_loop_scope = 'module'\n"),
        ("pyproject.toml", "[tool.pytest]\nasyncio_default_fixture_loop_scope = 'module'\n"),
        ("pytest.toml", "[pytest]\nasyncio_default_fixture_loop_scope = 'module'\n"),
    ],
)
def test_loop_scope_stays_unless_one_loop_is_needed(settings, name, text):
    assert text.splitlines()[1] in settings({name: text})[1]
    text = settings({name: text}, one_loop=True)[1]
    assert "module" not in text
    assert text.count("session") == 2


def test_options_that_are_there_stay_in_their_place(settings):
    text = "[pytest]\naddopts = -v\nasyncio_mode = auto\n"
    expected = f"[pytest]\nasyncio_default_fixture_loop_scope = function\nfilterwarnings =\n{FILTERS}"
    assert settings({"pytest.ini": text})[1] == text.replace("[pytest]\n", expected)


def test_byte_order_mark_stays(tmp_path, monkeypatch):
    write_project(tmp_path, {"pytest.ini": "\ufeff[pytest]\n", "test_a.py": ""})
    monkeypatch.chdir(tmp_path)
    assert next(pytest_settings(Path("test_a.py"), False, {})).after == f"\ufeff{PYTEST_INI}"


@pytest.mark.parametrize(
    ("files", "name"),
    [
        pytest.param({".git": None, "pytest.ini": "", "a/setup.py": ""}, "pytest.ini", id="above the project"),
        pytest.param(
            {".git": None, "setup.cfg": "[tool:pytest]\n", "a/tox.ini": "[tox]\n"}, "setup.cfg", id="a section"
        ),
        pytest.param({".git": None, "pytest.ini": "", "a/pytest.ini": ""}, "a/pytest.ini", id="two files"),
        pytest.param({"pytest.ini": "", "a/.git": None}, "a/pytest.ini", id="above the repository"),
        pytest.param({".git": None, "a/setup.py": ""}, "a/pytest.ini", id="there are none"),
        pytest.param(
            {"pytest.ini": None, "a/setup.py": "", "a/pyproject.toml": None}, "a/pytest.ini", id="directories"
        ),
    ],
)
def test_settings_are_searched_up_to_the_repository(tmp_path, monkeypatch, files, name):
    write_project(tmp_path, {**files, "a/test_a.py": ""})
    monkeypatch.chdir(tmp_path)
    assert settings_path(Path("a/test_a.py")) == Path(name)


def test_file_that_is_not_utf_8_is_refused(tmp_path, monkeypatch):
    write_project(tmp_path, {"tox.ini": "[pytest]\n# Jü\n".encode("latin-1"), "test_a.py": ""})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(
        ConfigurationError, match=r"^tox\.ini is not encoded in UTF-8\. Save it as UTF-8, and run again\.$"
    ):
        list(pytest_settings(Path("test_a.py"), False, {}))
