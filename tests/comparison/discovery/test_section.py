"""The section [tool.comparison] is put into a pyproject.toml and replaced, and all else stays."""

import tomllib
from pathlib import Path

import pytest

from comparison.discovery.section import with_section
from comparison.errors import ConfigurationError

PATH = Path("pyproject.toml")
ASYNCIO = {"asyncio_mode": "auto"}
SECTION = """[tool.comparison]
tests = ["tests/pair"]

# The Flask app.
[tool.comparison.baseline]
app = "shop:app"
[tool.comparison.candidate]
app = "port:app"
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[project]\nname = "a"  # a comment\n',
        "# head\n[tool.black]\nline-length = 79 # long\n\n[project]\nname = 'a'\n[tool.ruff]\n",
        '[project]\r\nname = "a"\r\n',
        "[tool]\na.b = 1\n[[tool.mypy.overrides]]\nmodule = 'a'",
    ],
    ids=["no file", "comment", "tables out of order", "CRLF", "list of tables"],
)
def test_all_else_stays(text):
    written = with_section(PATH, text, SECTION, ASYNCIO, False)
    assert written.startswith(text.rstrip())
    assert ("\r\n" in written) == ("\r\n" in text)
    assert "\n" not in written.replace("\r\n", "") or "\r\n" not in written
    tools = tomllib.loads(written)["tool"]
    assert tools.pop("comparison") == tomllib.loads(SECTION)["tool"]["comparison"]
    assert tools == tomllib.loads(text).get("tool", {})


def test_pytest_s_section_gets_what_it_lacks():
    text = "[tool.pytest.ini_options]\naddopts = '-q'  # short\npythonpath = ['lib']\n\n[tool.ruff]\n"
    written = with_section(PATH, text, SECTION, {**ASYNCIO, "pythonpath": ["."]}, False)
    assert "addopts = '-q'  # short\npythonpath = ['lib']\nasyncio_mode = \"auto\"\n\n[tool.ruff]\n" in written
    assert with_section(PATH, written, SECTION, ASYNCIO, True) == written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SECTION, "has a section [tool.comparison]: pass --force to replace it."),
        ("a = ", "can't get a section [tool.comparison]:"),
        ("tool = 1", "can't get a section [tool.comparison]:"),
        ("tool = { a = 1 }", "can't get a section [tool.comparison]:"),
        ("[tool]\npytest = 1", "can't get a section [tool.comparison]:"),
    ],
    ids=["section", "no TOML", "no table", "inline table", "pytest is no table"],
)
def test_what_cannot_be_changed_is_refused(text, reason):
    with pytest.raises(ConfigurationError) as raised:
        with_section(PATH, text, SECTION, ASYNCIO, False)
    assert reason in str(raised.value)


def test_a_section_is_replaced_by_force():
    text = f"[tool.black]\n\n{SECTION.replace('port', 'old')}\n[tool.ruff]\n# last\n"
    written = with_section(PATH, text, SECTION, ASYNCIO, True)
    assert tomllib.loads(written)["tool"]["comparison"] == tomllib.loads(SECTION)["tool"]["comparison"]
    assert ("[tool.black]" in written, "# last" in written, "old" in written) == (True, True, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"[a]\n\n{SECTION}\n# of b\n[b]\nc = 1\n", "[a]\n\n# of b\n[b]\nc = 1\n"),
        (f"{SECTION}# of the section\n[b]\n", "[b]\n"),
        (f"[[tool.a]]\nb = [\n  [1],\n]\n{SECTION}", "[[tool.a]]\nb = [\n  [1],\n]\n"),
        ("[tool]\ncomparison.tests = []\nc.d = 1\n", "[tool]\nc.d = 1\n"),
        ('[tool.comparison]\ntests = [\n["a"],\n]\n\n[b]\n', "[b]\n"),
    ],
    ids=["comment of the next table", "own comment", "another list", "keys with dots", "lines like headers"],
)
def test_what_surrounds_a_replaced_section_stays(before, after):
    assert with_section(PATH, before, SECTION, ASYNCIO, True) == f"{after}\n{SECTION}"
