"""Test that a hanging test, fixture or process exit fails with its stack."""

import re
import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from comparison.targets import child

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SETTINGS = """
[tool.pytest.ini_options]
timeout = 1
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "function"
"""
# The loop waits for its threads when it is closed, in a fixture of pytest-asyncio's; the interpreter does once more.
HANGS = """
import asyncio, threading

async def test_waits_for_a_thread():
    await asyncio.to_thread(threading.Event().wait)

def test_goes_on():
    print("the next test runs")
"""


@pytest.mark.torture
def test_test_that_hangs_fails_with_where_it_stood(tmp_path):
    text = CONFTEST.read_text("utf-8")
    assert text.count("\nAGAIN = 60\n") == 1
    (tmp_path / "conftest.py").write_text(text.replace("\nAGAIN = 60\n", "\nAGAIN = 1\n"))
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "test_hangs.py").write_text(HANGS)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v"]
    done = child.run(command, 120, cwd=tmp_path, stdout=PIPE, stderr=STDOUT, text=True)
    assert done.returncode == 1
    # The end of the report names each once more; how much of it depends on the width.
    assert len(re.findall(r"^E +Failed: .* from pytest-timeout\.$", done.stdout, re.MULTILINE)) == 2
    assert "test_hangs.py::test_goes_on PASSED" in done.stdout
    assert "1 failed, 1 passed, 1 error" in done.stdout
    # What ends the process.
    assert "Timeout (0:00:01)!" in done.stdout
    assert "await asyncio.to_thread(threading.Event().wait)" in done.stdout
