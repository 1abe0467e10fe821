"""Test that the warning filters in the notes fail tests that forget an `await`."""

import re
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from comparison.notes import catalogue
from comparison.targets import child

NOTES = Path(catalogue.__file__).parent
README = (NOTES / "README.md").read_text(encoding="utf-8")
DECIDING = (NOTES.parent / "docs" / "deciding.md").read_text(encoding="utf-8")
SECONDS = 60
CONFIGURATION = '[tool.pytest.ini_options]\nasyncio_mode = "auto"\n'
# The permission check is a coroutine, which is truthy: the view lets everybody in. So is the second test's request.
TESTS = """
from quart import Quart, abort

app = Quart(__name__)

async def may_read():
    return False

@app.get("/secret")
async def secret():
    if not may_read():
        abort(403)
    return "secret"

async def test_view_forgets_await():
    response = await app.test_client().get("/secret")
    assert response.status_code == 200

async def test_test_forgets_await():
    assert app.test_client().get("/secret")
"""


def options_in(text):
    """Return the `-W` options of the line that names RuntimeWarning."""
    return re.search(r"(?:-W error::[\w.:]+ ?)*-W error::RuntimeWarning(?: -W error::[\w.:]+)*", text)[0].split()


def lines_in(text):
    """Return the `filterwarnings` lines of the notes' pytest configuration."""
    return re.search(r"^ +filterwarnings = \[\n.*?^ +\]\n", text, re.MULTILINE | re.DOTALL)[0]


@pytest.fixture
def summary(tmp_path):
    """Return a function that runs the tests with options and configuration, and returns pytest's last line."""

    def summary(*options, configuration=""):
        (tmp_path / "pyproject.toml").write_text(CONFIGURATION + configuration, encoding="utf-8")
        (tmp_path / "test_project.py").write_text(TESTS, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
        result = child.run(command, SECONDS, cwd=tmp_path, stdout=PIPE, text=True)
        return result.stdout.splitlines()[-1]

    return summary


@pytest.mark.parametrize("text", [README, DECIDING], ids=["the notes", "whether to migrate"])
def test_advised_options_fail_both_tests(summary, text):
    assert summary(*options_in(text)).startswith("2 failed in ")


def test_advised_configuration_fails_both_tests(summary):
    assert summary(configuration=lines_in(README)).startswith("2 failed in ")


@pytest.mark.parametrize("option", options_in(README)[1::2])
def test_one_filter_alone_fails_neither(summary, option):
    assert summary("-W", option).startswith("2 passed, ")


def test_options_and_configuration_are_the_same():
    assert re.findall(r'"(.*)"', lines_in(README)) == options_in(README)[1::2] == options_in(DECIDING)[1::2]


def test_no_note_advises_the_first_filter_alone():
    for path in [*NOTES.parent.rglob("*.md"), *NOTES.rglob("*.py"), NOTES.parents[1] / "README.md"]:
        text = path.read_text(encoding="utf-8")
        second = "error::pytest.PytestUnraisableExceptionWarning"
        assert text.count("error::RuntimeWarning") == text.count(second), path
