"""Requirements in Poetry's tables of `pyproject.toml` name Quart and pytest-asyncio."""

import tomllib

import pytest

from .test_toml_requirements import changed


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
        ("pytest = '^8'\nPytest_Asyncio = '1'\n", "pytest = '^8'\nPytest_Asyncio = '1'\n"),
        ("PyTest = '^8'\n", "PyTest = '^8'\npytest-asyncio = \">=1.2\"\n"),
        ("flask = '^3'  # web\n", 'quart = ">=0.22"  # web\n'),
        ("flask = '^3'\nclick = '*'\n", "quart = \">=0.22\"\nclick = '*'\n"),
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


def test_extra_of_poetry():
    text = "[tool.poetry.dependencies]\nflask = '3'\n[tool.poetry.extras]\nweb = ['flask']\n"
    assert tomllib.loads(changed(text))["tool"]["poetry"]["extras"] == {"web": ["quart"]}


def test_optional_requirement_of_poetry_stays_optional():
    document = tomllib.loads(changed("[tool.poetry.dependencies]\nflask = { version = '^3', optional = true }\n"))
    assert document["tool"]["poetry"]["dependencies"] == {"quart": {"version": ">=0.22", "optional": True}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("flask = '3'\nquart = '*'\n", "quart = '*'\n"),
        ("quart = '*'\nFlask = { version = '3', optional = true }  # web\n", "quart = '*'\n"),
        ("flask = { version = '3', python = '<4' }\n", 'quart = { version = ">=0.22", python = "<4" }\n'),
        ("flask = { git = 'https://a.b/c' }\n", 'quart = ">=0.22"\n'),
        ("'flask' = '3'\n", 'quart = ">=0.22"\n'),
        ("flask.version = '3'\nflask.extras = ['a']\n", 'quart.version = ">=0.22"\n'),
        ("flask.optional = true\nflask.git = 'a'\n", 'quart.optional = true\nquart.version = ">=0.22"\n'),
        ("pytest = '8'", "pytest = '8'\npytest-asyncio = \">=1.2\"\n"),
        ("  pytest.version = '8'\n", "  pytest.version = '8'\n  pytest-asyncio = \">=1.2\"\n"),
        (
            "pytest = { version = '8', optional = true }\n",
            "pytest = { version = '8', optional = true }\npytest-asyncio = { version = \">=1.2\", optional = true }\n",
        ),
    ],
)
def test_other_forms_of_a_requirement_of_poetry(before, after):
    assert changed(f"[tool.poetry.dependencies]\n{before}") == f"[tool.poetry.dependencies]\n{after}"
