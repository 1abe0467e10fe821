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
        (
            "[\n    'pytest',\n    # why\n    'click',\n]",
            "[\n    'pytest',\n    \"pytest-asyncio>=1.2\",\n    # why\n    'click',\n]",
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


@pytest.mark.parametrize("table", ["tool.pdm.dev-dependencies", "tool.uv", "tool.hatch.envs.default"])
def test_lists_of_other_tools(table):
    key = "dependencies" if "hatch" in table else "dev-dependencies"
    assert changed(f"[{table}]\n{key} = ['flask']\n") == f'[{table}]\n{key} = ["quart>=0.22"]\n'


def test_quart_that_is_there_stays_alone():
    assert changed("[project]\ndependencies = ['flask', 'quart>=0.20']\n").count("quart") == 1


def test_marker_stays():
    document = tomllib.loads(changed("[project]\ndependencies = [\"flask; python_version < '3.13'\"]\n"))
    [requirement] = map(Requirement, document["project"]["dependencies"])
    assert requirement == Requirement("quart>=0.22; python_version < '3.13'")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("['quart', 'flask']", "['quart', ]"),
        ("['flask', 'quart']", "['quart']"),
        ("[\n    'flask>=3',  # web\n    'quart',\n]", "[\n    'quart',\n]"),
        ("[\n    'quart',\n    'flask'\n]", "[\n    'quart',\n]"),
        ("[\n    'quart',\n    'flask'  # a\n    ,\n]", "[\n    'quart',\n]"),
        ("['pytest',]", "['pytest', \"pytest-asyncio>=1.2\",]"),
        ("[\n    'pytest'  # a\n]", "[\n    'pytest',  # a\n    \"pytest-asyncio>=1.2\"\n]"),
        ("[\n    'click', 'pytest'\n]", "[\n    'click', 'pytest', \"pytest-asyncio>=1.2\"\n]"),
        ("[\n    'click'\n    , 'pytest'\n]", "[\n    'click'\n    , 'pytest', \"pytest-asyncio>=1.2\"\n]"),
        ("['''flask''', \"\"\"pytest\"\"\"]", '["quart>=0.22", """pytest""", "pytest-asyncio>=1.2"]'),
        ("['flask; os_name == \"nt\"']", "['quart>=0.22; os_name == \"nt\"']"),
    ],
)
def test_other_forms_of_a_list(before, after):
    assert changed(f"[project]\ndependencies = {before}\n") == f"[project]\ndependencies = {after}\n"


def test_tables_of_requirements():
    text = """[tool.poetry.dependencies.flask]
version = '3'
extras = ['async']
optional = true

[tool.poetry.dependencies.pytest]  # tests
version = '8'

# why
[tool.ruff]
"""
    expected = """[tool.poetry.dependencies.quart]
version = ">=0.22"
optional = true

[tool.poetry.dependencies.pytest]  # tests
version = '8'

[tool.poetry.dependencies.pytest-asyncio]
version = ">=1.2"

# why
[tool.ruff]
"""
    assert changed(text) == expected


def test_flask_stays_where_its_table_cannot_be_removed():
    text = "[tool.poetry]\ndependencies = { flask = '3', quart = '*' }\n"
    assert changed(text) == text


def test_extra_with_pytest_has_pytest_asyncio():
    table = "[tool.poetry.dependencies]\npytest = { version = '8', optional = true }\n"
    text = f"{table}[tool.poetry.extras]\na = ['pytest']\n"
    assert tomllib.loads(changed(text))["tool"]["poetry"]["extras"] == {"a": ["pytest", "pytest-asyncio"]}


def test_pytest_asyncio_of_another_tool_counts():
    text = "[dependency-groups]\na = ['pytest-asyncio']\n[tool.poetry.dependencies]\npytest = '8'\n"
    assert changed(text) == text


PATCHED = NewRequirements(True, False, needs_patch=True, counterparts={"flask-shop": "quart-shop"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "[project]\ndependencies = ['flask', 'Flask-Shop>=1']\n",
            '[project]\ndependencies = ["quart>=0.22,<0.23", "quart-flask-patch", "quart-shop"]\n',
            id="a list",
        ),
        pytest.param(
            "[tool.poetry.dependencies]\nflask = '^3'\nFlask-Shop = { version = '1', optional = true }\n",
            '[tool.poetry.dependencies]\nquart = ">=0.22,<0.23"\nquart-flask-patch = "*"\n'
            'quart-shop = { version = "*", optional = true }\n',
            id="lines of a table",
        ),
        pytest.param(
            "[tool.poetry.dependencies.flask]\nversion = '^3'\n",
            '[tool.poetry.dependencies.quart]\nversion = ">=0.22,<0.23"\n\n'
            '[tool.poetry.dependencies.quart-flask-patch]\nversion = "*"\n',
            id="a table of its own",
        ),
        pytest.param(
            "[tool.poetry]\ndependencies = { flask = '^3' }\n",
            '[tool.poetry]\ndependencies = { quart = ">=0.22,<0.23", quart-flask-patch = "*" }\n',
            id="a table in braces",
        ),
        pytest.param(
            "[tool.poetry.dependencies]\nflask-shop = '1'\nquart-shop = '2'\n",
            "[tool.poetry.dependencies]\nquart-shop = '2'\n",
            id="a counterpart that is named already",
        ),
    ],
)
def test_patch_and_counterpart(before, after):
    assert changed(before, PATCHED) == after
