"""Requirements in `pyproject.toml`, in lists and in Poetry's tables, name Quart and pytest-asyncio."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from comparison.migrate.requirements import NewRequirements

BOTH = NewRequirements(replaces_flask=True, adds_asyncio=True)


def changed(text, requirements=BOTH):
    """Return the text of `pyproject.toml` after the change; it is valid, and a second run changes nothing."""
    result = requirements.in_toml(Path("pyproject.toml"), text)
    tomllib.loads(result)
    assert requirements.in_toml(Path("pyproject.toml"), result) == result
    return result


def failing(*values, reason, id=None):
    return pytest.param(*values, id=id, marks=pytest.mark.xfail(strict=True, reason=f"bug: {reason}"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("[project]\nname = 'flask'\ndynamic = ['dependencies']\n", id="no requirements"),
        pytest.param("[project]\ndependencies = ['flask-login', 'click']\n", id="other requirements"),
        pytest.param("[project]\ndependencies = ['not valid!', 'pytest-cov']\n", id="an invalid requirement"),
        pytest.param("[dependency-groups]\ndev = [{ include-group = 'flask' }]\n", id="an included group"),
        pytest.param("[project.optional-dependencies]\nflask = []\npytest = []\n", id="names of extras"),
        pytest.param("[tool.poetry.group.flask]\noptional = true\n", id="the name of a group"),
        pytest.param("[build-system]\nrequires = ['flask']\n", id="the requirements of the build"),
        pytest.param("[tool.ruff]\nx = ['flask', 'pytest']\n", id="a list of a tool"),
        pytest.param(
            "[project.optional-dependencies]\na = ['pytest']\nb = ['pytest', 'pytest_asyncio']\n",
            id="pytest-asyncio in another list",
        ),
    ],
)
def test_file_without_these_requirements_stays(text):
    assert changed(text) == text


def test_file_stays_if_nothing_is_needed():
    text = "[project]\ndependencies = ['flask', 'pytest']\n[tool.poetry.dependencies]\nflask = '*'\npytest = '*'\n"
    assert changed(text, NewRequirements(replaces_flask=False, adds_asyncio=False)) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("['flask']", '["quart>=0.22"]'),
        ("['Flask[async]>=3,<4']", '["quart>=0.22"]'),
        ("['flask @ https://example.org/flask.whl']", '["quart>=0.22"]'),
        ("['click', 'flask>=3', 'rich']", "['click', \"quart>=0.22\", 'rich']"),
        ("['pytest']", "['pytest', \"pytest-asyncio>=1.2\"]"),
        ("[\n    'click',  # a\n    'flask',  # b\n]", "[\n    'click',  # a\n    \"quart>=0.22\",  # b\n]"),
        (
            "[\n    'pytest>=8',  # a\n    'click',\n]",
            "[\n    'pytest>=8',  # a\n    \"pytest-asyncio>=1.2\",\n    'click',\n]",
        ),
        (
            "[\n    'flask',\n    'pytest',\n]",
            '[\n    "quart>=0.22",\n    \'pytest\',\n    "pytest-asyncio>=1.2",\n]',
        ),
        failing(
            "[\n    'pytest',\n    # why\n    'click',\n]",
            "[\n    'pytest',\n    \"pytest-asyncio>=1.2\",\n    # why\n    'click',\n]",
            reason="a comment between them moves to the new requirement",
        ),
    ],
)
@pytest.mark.parametrize(
    "key", ["[project]\ndependencies", "[project.optional-dependencies]\na", "[dependency-groups]\na"]
)
def test_list(key, before, after):
    assert changed(f"{key} = {before}\n") == f"{key} = {after}\n"


def test_line_ends_of_a_list_stay():
    text = "[project]\r\ndependencies = [\r\n    'pytest',\r\n]\r\n"
    assert changed(text) == text.replace("'pytest',", "'pytest',\r\n    \"pytest-asyncio>=1.2\",")


def test_each_list_with_pytest_gets_pytest_asyncio():
    result = tomllib.loads(changed("[dependency-groups]\na = ['pytest']\nb = [{ include-group = 'a' }, 'pytest']\n"))
    assert result["dependency-groups"] == {
        "a": ["pytest", "pytest-asyncio>=1.2"],
        "b": [{"include-group": "a"}, "pytest", "pytest-asyncio>=1.2"],
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("python = '^3.11'\nflask = '^3'\n", "python = '^3.11'\nquart = \">=0.22\"\n"),
        ("Flask = '^3'\n", 'quart = ">=0.22"\n'),
        ("flask = { version = '^3', extras = ['async'] }\n", 'quart = ">=0.22"\n'),
        ("flask = [{ version = '2', python = '<3.8' }, { version = '3' }]\n", 'quart = ">=0.22"\n'),
        ("pytest = '^8'\n", "pytest = '^8'\npytest-asyncio = \">=1.2\"\n"),
        ("pytest = '^8'  # why\n\n[tool.ruff]\n", "pytest = '^8'  # why\npytest-asyncio = \">=1.2\"\n\n[tool.ruff]\n"),
        ("pytest = '^8'\npytest-asyncio = '1'\n", "pytest = '^8'\npytest-asyncio = '1'\n"),
        failing(
            "pytest = '^8'\nPytest_Asyncio = '1'\n",
            "pytest = '^8'\nPytest_Asyncio = '1'\n",
            reason="a name in another spelling is not recognized: Poetry has it twice",
        ),
        failing("PyTest = '^8'\n", "PyTest = '^8'\npytest-asyncio = \">=1.2\"\n", reason="a name in another spelling"),
        failing("flask = '^3'  # web\n", 'quart = ">=0.22"  # web\n', reason="the comment is lost"),
        failing("flask = '^3'\nclick = '*'\n", "quart = \">=0.22\"\nclick = '*'\n", reason="it moves to the end"),
    ],
)
@pytest.mark.parametrize("table", ["dependencies", "dev-dependencies", "group.test.dependencies"])
def test_table_of_poetry(table, before, after):
    assert changed(f"[tool.poetry.{table}]\n{before}") == f"[tool.poetry.{table}]\n{after}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[tool.poetry]\ndependencies = { flask = '3', pytest = '8' }\n", id="an inline table"),
        pytest.param(
            "[tool.poetry.dependencies.flask]\nversion = '3'\n[tool.poetry.dependencies.pytest]\nversion = '8'\n",
            id="tables of requirements",
        ),
        pytest.param("[tool]\npoetry.dependencies.flask = '3'\npoetry.dependencies.pytest = '8'\n", id="dotted keys"),
    ],
)
def test_other_forms_of_a_table(text):
    table = tomllib.loads(changed(text))["tool"]["poetry"]["dependencies"]
    assert set(table) == {"quart", "pytest", "pytest-asyncio"}


@pytest.mark.parametrize("table", ["tool.pdm.dev-dependencies", "tool.uv", "tool.hatch.envs.default"])
@pytest.mark.xfail(strict=True, reason="bug: the lists of PDM, uv and Hatch are not known")
def test_lists_of_other_tools(table):
    key = "dependencies" if "hatch" in table else "dev-dependencies"
    assert changed(f"[{table}]\n{key} = ['flask']\n") == f'[{table}]\n{key} = ["quart>=0.22"]\n'


@pytest.mark.xfail(strict=True, reason="bug: the name of the requirement in an extra of Poetry stays")
def test_extra_of_poetry():
    text = "[tool.poetry.dependencies]\nflask = '3'\n[tool.poetry.extras]\nweb = ['flask']\n"
    assert tomllib.loads(changed(text))["tool"]["poetry"]["extras"] == {"web": ["quart"]}


@pytest.mark.xfail(strict=True, reason="bug: Quart is required twice")
def test_quart_that_is_there_stays_alone():
    assert changed("[project]\ndependencies = ['flask', 'quart>=0.20']\n").count("quart") == 1


@pytest.mark.xfail(strict=True, reason="bug: the marker is lost")
def test_marker_stays():
    document = tomllib.loads(changed("[project]\ndependencies = [\"flask; python_version < '3.13'\"]\n"))
    [requirement] = map(Requirement, document["project"]["dependencies"])
    assert requirement == Requirement("quart>=0.22; python_version < '3.13'")


@pytest.mark.xfail(strict=True, reason="bug: an optional requirement becomes one that is not")
def test_optional_requirement_of_poetry_stays_optional():
    document = tomllib.loads(changed("[tool.poetry.dependencies]\nflask = { version = '^3', optional = true }\n"))
    assert document["tool"]["poetry"]["dependencies"] == {"quart": {"version": ">=0.22", "optional": True}}
