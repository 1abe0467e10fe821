"""Test that two Pythons together run each test, and that what is asked for by name is never left out."""

import sys
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from comparison.targets import child

CONFTEST = Path(__file__).parents[1] / "conftest.py"
SETTINGS = """
[tool.pytest.ini_options]
testpaths = ["tests"]
asyncio_default_fixture_loop_scope = "function"
timeout = 60
"""
TESTS = """
import pytest

def test_quick():
    pass

@pytest.mark.torture
@pytest.mark.parametrize("number", range(40))
def test_slow(number):
    pass

@pytest.mark.torture(sampled=True)
@pytest.mark.parametrize("number", range(5))
def test_sampled(number):
    pass

@pytest.mark.torture(whole=True)
def test_whole():
    pass
"""
# What the Python of the session takes of the forty, and what another one does.
COUNT = """
import conftest, sys
ids = [f"tests/test_a.py::test_slow[{number}]" for number in range(40)]
halves = [sum(conftest.half_of(id) == conftest.half_for(minor) for id in ids) for minor in (11, 12, 13)]
print(*halves, halves[sys.version_info.minor - 11])
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "conftest.py").write_text(CONFTEST.read_text("utf-8"))
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "tests/test_a.py").write_text(TESTS)
    return tmp_path


def output_of(project, *command):
    done = child.run([sys.executable, *command], 60, cwd=project, stdout=PIPE, stderr=STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_each_python_takes_a_half_and_two_take_all(project):
    eleven, twelve, thirteen, this = map(int, output_of(project, "-c", COUNT).split())
    assert (eleven + thirteen, twelve) == (40, thirteen)
    assert 10 < eleven < 30
    assert f"{this + 6} passed, {40 - this + 1} deselected" in output_of(project, "-m", "pytest", "-q")


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        (["tests/test_a.py"], "46 passed, 1 deselected"),
        (["-k", "test_slow"], "40 passed, 7 deselected"),
        (["-m", "torture"], "46 passed, 1 deselected"),
    ],
    ids=str,
)
def test_what_is_asked_for_runs(arguments, result, project):
    assert result in output_of(project, "-m", "pytest", "-q", *arguments)
