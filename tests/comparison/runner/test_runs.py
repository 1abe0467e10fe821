"""The runs of pair tests in one process: each exchange is compared, in any order of the tests."""

import tempfile
from pathlib import Path

import pytest

from ..sessions import TWO_TESTS, passed

FORGOTTEN = """
async def wait(): pass

def test_other():
    wait()

async def test_pair(pair_client):
    wait()
    await pair_client.get("/")
"""


@pytest.mark.torture
def test_coroutine_that_is_never_awaited_fails_pair_tests_alone(pair):
    result = pair.write(test=FORGOTTEN).pytester.runpytest_subprocess(timeout=60)
    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(["FAILED tests/test_pair.py::test_pair?client-*"])


SHUFFLED = """
import random

import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    random.Random({seed}).shuffle(items)
"""


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_tests_may_be_any(seed, pair):
    test = TWO_TESTS.replace('get("/")', 'get("/", params={"a": "0123" * 8})')
    pair.write(test=test, baseline="import uuid; return uuid.uuid4().hex", settings='normalizers = ["random_id"]')
    (pair.path / "conftest.py").write_text(SHUFFLED.format(seed=seed))
    assert passed(pair.pytest(), 6)


def test_equal_apps_pass_on_each_run(pair):
    assert passed(pair.write().pytest(), 3)


def test_each_exchange_of_a_test_is_compared(pair):
    test = """
    async def test_both(pair_client):
        await pair_client.post("/", content=b"x")
        await pair_client.get("/")
    """
    candidate = 'return "hello", 200 if request.method == "POST" else 404'
    result = pair.write(candidate=candidate, test=test).pytest()
    result.stdout.fnmatch_lines(["*exchange 2, GET /: status"])


@pytest.mark.parametrize("arguments", [["--help"], ["--markers"], ["--collect-only", "-q"]], ids=" ".join)
def test_no_directory_is_left_by(arguments, pair):
    assert pair.write().pytest(*arguments).ret == pytest.ExitCode.OK
    assert list(Path(tempfile.gettempdir()).glob("comparison-*")) == []


def test_conversations_are_dropped_though_runs_were_left_out(pair):
    pair.write(test=TWO_TESTS)
    (pair.path / "conftest.py").write_text(
        "import pytest\n"
        "from comparison.runner.plugin import RUNS\n\n"
        "@pytest.hookimpl(trylast=True)\n"
        "def pytest_sessionfinish(session):\n"
        "    print('kept:', len(session.config.stash[RUNS].comparer.conversations))\n"
    )
    result = pair.pytest("-s", "-k", "not repeat")
    result.assert_outcomes(passed=4, deselected=2)
    result.stdout.fnmatch_lines(["*kept: 0"])
