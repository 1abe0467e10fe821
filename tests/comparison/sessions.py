"""Tests of a small pair, and ways to run it: in a pytest session, and as a process."""

import os
import sys
from contextlib import contextmanager
from subprocess import PIPE, STDOUT

import pytest

from comparison.targets import child


def passed(result, count):
    """Return whether the session passed, with `count` passed runs."""
    result.assert_outcomes(passed=count)
    return result.ret == pytest.ExitCode.OK


TWO_TESTS = """
async def test_index(pair_client):
    await pair_client.get("/")

async def test_once_more(pair_client):
    await pair_client.get("/")
"""


@contextmanager
def started(folder, *arguments, stderr=STDOUT):
    """Start `python -m comparison` as a process, which is killed at the end."""
    (folder / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "temporary"), "COLUMNS": "200"}
    command = [sys.executable, "-m", "comparison", *arguments]
    with child.start(command, environment, cwd=folder, stdout=PIPE, stderr=stderr, text=True) as process:
        try:
            yield process
        finally:
            child.kill(process)
