"""Small pairs of apps, written into an empty directory, and the ways to run the harness on them."""

import importlib
import textwrap
from pkgutil import iter_modules

# Imported here, once: pytester forgets what a test is the first to import.
import click._textwrap  # noqa: F401
import flask  # noqa: F401
import httpcore2  # noqa: F401
import hypothesis.strategies  # noqa: F401
import pytest
import quart  # noqa: F401
import rich._emoji_codes  # noqa: F401
import trustme  # noqa: F401

from comparison import cli
from comparison.cli import terminal

for command in iter_modules(cli.__path__):
    importlib.import_module(f"{cli.__name__}.{command.name}")

APP = """
import os
from {module} import {framework}, request, session

app = {framework}(__name__)
{secret}


@app.route("/", methods=["GET", "POST"])
{define} index():
{view}
"""

PYPROJECT = """
[tool.comparison]
targets = {targets}
{settings}
[tool.comparison.baseline]
app = "flask_side:app"
{baseline_settings}
[tool.comparison.candidate]
app = "quart_side:app"
[tool.pytest.ini_options]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "function"
"""

TEST = """
async def test_index(pair_client):
    await pair_client.get("/")
"""


class Pair:
    """A project of two apps with one page each, in pytester's directory."""

    def __init__(self, pytester, capsys, monkeypatch):
        self.pytester = pytester
        self.path = pytester.path
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def write(
        self, *, baseline='return "hello"', candidate=None, test=TEST, targets=("client",), settings="", expected="",
        baseline_settings="",
    ):  # fmt: skip
        """Write the project; a side is the body of its page's view, the candidate's by default the baseline's."""
        for framework, define, view in (("Flask", "def", baseline), ("Quart", "async def", candidate or baseline)):
            # With a key, Quart varies every page by the cookie: a difference that no test here is about.
            secret = 'app.secret_key = "not secret"' if "session" in view else ""
            named = {"module": framework.lower(), "framework": framework, "define": define, "secret": secret}
            text = APP.format(view=indented(view), **named)
            (self.path / f"{framework.lower()}_side.py").write_text(text, "utf-8")
        if expected:
            (self.path / "expected.toml").write_text(expected, "utf-8")
            settings = f'expected = "expected.toml"\n{settings}'
        text = PYPROJECT.format(targets=list(targets), settings=settings, baseline_settings=baseline_settings)
        (self.path / "pyproject.toml").write_text(text, "utf-8")
        (self.path / "tests").mkdir(exist_ok=True)
        (self.path / "tests" / "test_pair.py").write_text(textwrap.dedent(test), "utf-8")
        return self

    def pytest(self, *arguments):
        """Run pytest in this process."""
        return self.pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    def command(self, *arguments):
        """Run the command `comparison` in this process; return its exit status and what it printed."""
        status, output, errors = self.outputs(*arguments)
        return status, output + errors

    def outputs(self, *arguments):
        """Run the command `comparison` in this process; return its exit status, standard output and standard error."""
        importlib.invalidate_caches()
        self.monkeypatch.setattr("sys.argv", ["comparison", *map(str, arguments)])
        self.monkeypatch.setattr(terminal.console, "width", 200)
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = self.capsys.readouterr()
        return end.value.code or 0, printed.out, printed.err


def indented(view):
    return textwrap.indent(textwrap.dedent(view).strip(), "    ")


@pytest.fixture
def pair(pytester, capsys, monkeypatch, tmp_path_factory):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
    return Pair(pytester, capsys, monkeypatch)
