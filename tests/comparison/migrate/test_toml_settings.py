"""Pytest's settings in `pyproject.toml` are changed, and the rest of the file stays."""

import tomllib

import pytest

from comparison.errors import ConfigurationError

from .configuration_files import TOML_FILTERS, TOML_MODE, TOML_OPTIONS

NAME = "pyproject.toml"
SECTION = "[tool.pytest.ini_options]\n"
NEW_FILTERS = [line.strip(' ",') for line in TOML_FILTERS.splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[project]\nname = 'a'\n", f"[project]\nname = 'a'\n\n{SECTION}{TOML_OPTIONS}", id="no section"),
        pytest.param(SECTION, f"{SECTION}{TOML_OPTIONS}", id="an empty section"),
        pytest.param(f"{SECTION}a = 'b'\n", f"{SECTION}a = 'b'\n{TOML_OPTIONS}", id="another option"),
        pytest.param(
            f"{SECTION}# first\na = 'b'  # why\n\n[tool.ruff]\n",
            f"{SECTION}# first\na = 'b'  # why\n{TOML_OPTIONS}\n[tool.ruff]\n",
            id="comments, and another section",
        ),
        pytest.param(
            f"{SECTION}a = 'b'\n\n# why\n[tool.ruff]\n",
            f"{SECTION}a = 'b'\n{TOML_OPTIONS}\n# why\n[tool.ruff]\n",
            id="a comment above another section",
        ),
        pytest.param("[tool.pytest]\n", f"[tool.pytest]\n\n{SECTION}{TOML_OPTIONS}", id="the section above it"),
        pytest.param(
            "[tool.ruff]\na = 1\n\n[build-system]\nrequires = []\n",
            f"[tool.ruff]\na = 1\n\n{SECTION}{TOML_OPTIONS}\n[build-system]\nrequires = []\n",
            id="another tool, and another section",
        ),
        pytest.param("", f"{SECTION}{TOML_OPTIONS}", id="an empty file"),
        pytest.param("[tool.ruff]\na = 1", f"[tool.ruff]\na = 1\n\n{SECTION}{TOML_OPTIONS}", id="no line end"),
    ],
)
def test_options_are_added(settings, text, expected):
    assert settings({NAME: text}) == (NAME, expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[tool]\npytest.ini_options = { a = 'b' }\n", id="an inline table"),
        pytest.param("[tool.pytest]\nini_options.a = 'b'\n", id="a dotted key in a section"),
        pytest.param("tool.pytest.ini_options.a = 'b'\n", id="a dotted key"),
        pytest.param("[tool.pytest.ini_options]\na = 'b'\n[[tool.mypy.overrides]]\nb = 1\n", id="an array of tables"),
    ],
)
def test_options_in_other_forms(settings, text):
    options = tomllib.loads(settings({NAME: text})[1])["tool"]["pytest"]["ini_options"]
    assert options == {
        "a": "b",
        "asyncio_mode": "auto",
        "asyncio_default_fixture_loop_scope": "function",
        "filterwarnings": NEW_FILTERS,
    }


def test_mode_is_replaced(settings):
    text = f"{SECTION}asyncio_mode = 'strict'  # why\nfilterwarnings = []\n"
    expected = f'{SECTION}asyncio_mode = "auto"  # why\nfilterwarnings = [\n{TOML_FILTERS}]\n'
    expected += 'asyncio_default_fixture_loop_scope = "function"\n'
    assert settings({NAME: text}) == (NAME, expected)


def test_fixtures_that_live_longer_have_one_event_loop(settings):
    options = tomllib.loads(settings({NAME: ""}, one_loop=True)[1])["tool"]["pytest"]["ini_options"]
    assert options["asyncio_default_fixture_loop_scope"] == options["asyncio_default_test_loop_scope"] == "session"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("'error'", ["error"], id="a text"),
        pytest.param("['error', 'ignore::A']", ["error", "ignore::A"], id="a list"),
        pytest.param("[\n    'error',\n    'ignore:a\\.b:A',\n]", ["error", "ignore:a\\.b:A"], id="a list in lines"),
        pytest.param(f"['{NEW_FILTERS[0]}', 'error']", [NEW_FILTERS[0], "error"], id="a filter that is there"),
        pytest.param('"""\nerror\nignore::A\n"""', ["error", "ignore::A"], id="a text in lines"),
    ],
)
def test_filters_stay_before_the_new_ones(settings, value, expected):
    text = settings({NAME: f"{SECTION}filterwarnings = {value}\n"})[1]
    filters = tomllib.loads(text)["tool"]["pytest"]["ini_options"]["filterwarnings"]
    assert filters == [*expected, *(line for line in NEW_FILTERS if line not in expected)]


def test_comments_in_the_filters_stay(settings):
    text = f"{SECTION}{TOML_MODE}filterwarnings = [\n    # first\n    'error',  # why\n]\n"
    expected = f"{SECTION}{TOML_MODE}filterwarnings = [\n    # first\n    'error',  # why\n{TOML_FILTERS}]\n"
    assert settings({NAME: text}) == (NAME, expected)


def test_native_options_of_pytest_9(settings):
    text = settings({NAME: "[tool.pytest]\naddopts = ['-v']\n"})[1]
    table = tomllib.loads(text)["tool"]["pytest"]
    assert "ini_options" not in table
    assert table["asyncio_mode"] == "auto"


def test_line_ends_stay(settings):
    text = f"{SECTION}a = 'b'\n"
    expected = f"{text}{TOML_OPTIONS}".replace("\n", "\r\n")
    assert settings({NAME: text.replace("\n", "\r\n")}) == (NAME, expected)


@pytest.mark.parametrize("text", ["[tool\n", "a = \n", "a = 1\na = 2\n"])
def test_invalid_toml_is_refused(settings, text):
    with pytest.raises(ConfigurationError, match=r"^pyproject\.toml is not valid TOML: .*\. Fix it, and run again\.$"):
        settings({NAME: text})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[\n  'error'\n]", "[\n  'error',\n{}]"),
        ("[\n  'error'  # why\n]", "[\n  'error',  # why\n{}]"),
        ("[\n  'error', 'ignore'\n]", "[\n  'error', 'ignore',\n{}]"),
        ("['error',\n  'ignore']", "['error',\n  'ignore',\n{}]"),
        ("[\n    'error'  # why\n    ,\n]", "[\n    'error'  # why\n    ,\n{}]"),
        ("[  # why\n]", "[  # why\n{}]"),
        ("[\n]", "[\n{}]"),
        ("[]", "[\n{}]"),
        ("'error'", '[\n    "error",\n{}]'),
        ("''", "[\n{}]"),
    ],
)
def test_list_of_filters_keeps_its_form(settings, before, after):
    text = f"{SECTION}{TOML_MODE}filterwarnings = {before}\n"
    indent = "  " if "\n  'error" in before or "\n  'ignore" in before else "    "
    items = TOML_FILTERS if indent == "    " or "'error', 'ignore'" in before else TOML_FILTERS.replace("    ", indent)
    assert settings({NAME: text}) == (NAME, f"{SECTION}{TOML_MODE}filterwarnings = {after.format(items)}\n")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("pytest.toml", "", f"[pytest]\n{TOML_OPTIONS}"),
        (".pytest.toml", "[pytest]\na = 1\n", f"[pytest]\na = 1\n{TOML_OPTIONS}"),
        (NAME, "[tool.pytest]\naddopts = ['-v']\n", f"[tool.pytest]\naddopts = ['-v']\n{TOML_OPTIONS}"),
        (NAME, "[tool]\npytest.a = 1\n", "[tool]\npytest.a = 1\npytest.asyncio_mode"),
        (NAME, "[tool]\npytest.ini_options = {}\n", '[tool]\npytest.ini_options = { asyncio_mode = "auto", '),
    ],
)
def test_place_of_native_options_and_others(settings, name, text, expected):
    assert settings({name: text})[1].startswith(expected)


def test_file_without_a_place_for_the_options_is_refused(settings):
    expected = (
        r"^pyproject\.toml has no place for pytest's settings\. "
        r"Write them into a section \[tool\.pytest\.ini_options\], and run again\.$"
    )
    with pytest.raises(ConfigurationError, match=expected):
        settings({NAME: "tool = { ruff = { a = 1 } }\n"})
