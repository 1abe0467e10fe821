"""Test the commands, options, programs and markers in the pages."""

import re
import tomllib
from importlib.util import find_spec

import click
import pytest
from click.testing import CliRunner

from comparison.cli import cli

from .pages import DOCS, PAGES, ROOT, WRITTEN, Page, first_cells

COMMAND_PAGE = Page(DOCS / "commands.md")
CONTRIBUTING = Page(ROOT / ".github" / "CONTRIBUTING.md")
COMMANDS = {name: cli.get_command(click.Context(cli), name) for name in cli.list_commands(click.Context(cli))}


def options_of(command):
    """Return the options of a command, each by its longest name."""
    options = (option for option in command.params if isinstance(option, click.Option))
    return {max(option.opts, key=len) for option in options} - {"--help"}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_80_columns_and_cuts_no_sentence(name):
    text = CliRunner().invoke(cli, [*name.split(), "--help"], prog_name="comparison", terminal_width=80).output
    usage, *lines = text.splitlines()
    assert usage.startswith(f"Usage: comparison {name}")
    assert [line for line in lines if len(line) > 80 or line.endswith("...")] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_row_and_every_row_is_an_option(name):
    section = COMMAND_PAGE.section(f"`comparison {name}`")
    documented = {cell.partition(" ")[0] for cell in first_cells(section)}
    assert documented == options_of(COMMANDS[name])


def test_every_section_is_a_command():
    assert set(re.findall(r"^## `comparison (\w+)`$", COMMAND_PAGE.text, re.MULTILINE)) == set(COMMANDS)


def test_every_option_of_pytest_is_documented(pytestconfig):
    names = {
        f"--{name.replace('_', '-')}" for name in vars(pytestconfig.option) if re.match("comparison_[a-z_]+$", name)
    }
    assert set(re.findall(r"--comparison-[a-z-]+", COMMAND_PAGE.text)) == names


def command_lines(page):
    """Yield the arguments of each call of `comparison` in a page."""
    for words in page.shell_lines:
        if words[:1] == ["comparison"]:
            yield words[1:]
    for code in page.inline_code:
        if re.match(r"comparison( [^…=\[]|$)", code) and "…" not in code:
            yield code.split()[1:]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_command_line_is_valid(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # `--from` takes a file that exists.
    (tmp_path / "result.json").touch()
    wrong = []
    for arguments in command_lines(page):
        if arguments and arguments[0] in ("--help", "--version"):
            continue
        named = arguments and not arguments[0].startswith("-")
        name, rest = (arguments[0], arguments[1:]) if named else ("compare", arguments)
        try:
            command = COMMANDS[name]
            command.parse_args(click.Context(command), list(rest))
        except (KeyError, click.UsageError) as error:
            wrong.append(f"comparison {' '.join(arguments)}: {error}")
    assert wrong == []


@pytest.mark.parametrize("page", WRITTEN, ids=str)
def test_every_program_exists(page):
    missing = []
    for words in page.shell_lines:
        if words[:2] == ["python", "-m"] and words[2] != "pip":
            missing += [] if find_spec(words[2]) else [words[2]]
        elif words[:1] == ["python"] and words[1:2] and words[1].endswith(".py"):
            missing += [] if (ROOT / words[1]).is_file() else [words[1]]
    assert missing == []


def own_markers():
    """Return the markers that this repository declares."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["markers"]
    sources = [ROOT / "tests" / "conftest.py", *(ROOT / "comparison" / "runner").glob("*.py")]
    declared += [
        line
        for path in sources
        for line in re.findall(r'addinivalue_line\(\s*"markers",\s*"([^"]+)"', path.read_text("utf-8"))
    ]
    return {re.match(r"\w+", line)[0] for line in declared}


def test_every_marker_has_a_row():
    rows = first_cells(CONTRIBUTING.section("Where a test goes"))
    markers = {re.match(r"\w+", row)[0] for row in rows if not row.startswith("tests/") and "=" not in row}
    assert markers == own_markers()


@pytest.mark.parametrize("page", WRITTEN, ids=str)
def test_every_marker_that_is_named_exists(page):
    assert set(re.findall(r"pytest\.mark\.(\w+)", page.text)) <= own_markers()
