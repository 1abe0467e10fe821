"""The command `comparison`: its help, and its output on terminals without Unicode."""

import os
import sys
from subprocess import PIPE

import pytest

from comparison.cli.terminal import EQUAL
from comparison.targets import child


def test_compare_is_the_command_when_none_is_named(pair):
    pair.write()
    assert pair.command("compare", "-k", "index")[0] == pair.command("-k", "index")[0] == EQUAL


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["compare", "--help"], ["diff", "--help"], ["migrate", "--help"], ["notes", "--help"]],
    ids=" ".join,
)
def test_help_needs_no_project(arguments, pair):
    status, text = pair.command(*arguments)
    assert status == EQUAL
    assert text


def test_short_help_is_help(pair):
    assert pair.command("-h") == pair.command("--help")


@pytest.mark.torture
def test_characters_that_the_terminal_lacks_are_escaped(pair):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    command = [sys.executable, "-m", "comparison", "notes", "FD101"]
    done = child.run(command, 60, environment, cwd=pair.write().path, stdout=PIPE, stderr=PIPE)
    assert (done.returncode, done.stderr) == (EQUAL, b"")
    assert done.stdout.isascii()
