"""Tests and apps that never end: the time limit says where they are, and the next test runs."""

import io
import time

import pytest
from rich.console import Console

from comparison.runner import limits
from comparison.runner.session import run_tests
from comparison.settings import read_settings
from comparison.targets import started_app

WITHIN = 60.0
LIMITS = "timeout = 2\nstart_timeout = 2"
TWO = """
async def test_slow(pair_client):
    await pair_client.get("/")

async def test_quick(pair_client):
    await pair_client.get("/static/x")
"""
STREAM = """
import asyncio
async def rows():
    yield "a"
    await asyncio.Event().wait()
return rows()
"""
FOR_EVER = {
    "a Flask view that waits": ({"baseline": "import threading; threading.Event().wait()"}, "baseline"),
    "a Flask view that loops": ({"baseline": "while True: pass"}, "baseline"),
    "a Quart view that waits": ({"candidate": "import asyncio; await asyncio.Event().wait()"}, "candidate"),
    "a Quart view that sleeps on the loop": ({"candidate": "import time; time.sleep(600)"}, "candidate"),
    "a Quart view that loops": ({"candidate": "while True: pass"}, "candidate"),
    "a Quart view that keeps every exception": (
        {"candidate": "import time\ntry: time.sleep(600)\nexcept BaseException: return 'hello'"},
        "candidate",
    ),
    "a stream without an end": ({"candidate": STREAM}, "candidate"),
}
START = """
@app.before_serving
async def start():
    {}
"""


def set_grace(monkeypatch, seconds):
    for module in (limits, started_app):
        monkeypatch.setattr(module, "GRACE", seconds)


@pytest.fixture
def outcome_of(pair, monkeypatch):
    """Return a function that runs a pair whose timeouts are 2 seconds, and returns the outcome."""
    set_grace(monkeypatch, 1)

    def outcome_of(start="", **changes):
        pair.write(**{"settings": LIMITS, "test": TWO, **changes})
        if start:
            with (pair.path / "quart_side.py").open("a") as file:
                file.write(START.format(start))
        begun = time.monotonic()
        outcome = run_tests(read_settings(pair.path), Console(file=io.StringIO()))
        assert time.monotonic() - begun < WITHIN
        return outcome

    return outcome_of


@pytest.mark.torture
@pytest.mark.parametrize(("changes", "side"), FOR_EVER.values(), ids=FOR_EVER.keys())
def test_limit_ends(changes, side, outcome_of):
    changes = {"baseline": 'return "hello"', "candidate": 'return "hello"', **changes}
    outcome = outcome_of(**changes)
    texts = [failure.text for failure in outcome.failures if f"client-{side}" in failure.name]
    assert len(texts) == 1
    assert "no answer within 2 s" in texts[0] or "has not ended within 3 s" in texts[0]
    framework = "flask" if side == "baseline" else "quart"
    assert f"{framework}_side.py:" in texts[0]
    assert "httpx" not in texts[0]
    assert {cell.test: cell.state for cell in outcome.comparison.cells} == {
        "test_pair.py::test_slow": "failed",
        "test_pair.py::test_quick": "same",
    }


@pytest.mark.torture
def test_limit_ends_a_test_that_waits_for_itself(outcome_of, monkeypatch):
    set_grace(monkeypatch, 0.5)
    test = "import asyncio\n\nasync def test_slow(pair_client):\n    await asyncio.Event().wait()\n"
    texts = [failure.text for failure in outcome_of(test=test, settings="timeout = 0.5\nstart_timeout = 2").failures]
    assert len(texts) == 3
    assert all("tests/test_pair.py:4 in test_slow: await asyncio.Event().wait()" in text for text in texts)
    assert all("The time limit is `timeout` in [tool.comparison], in seconds." in text for text in texts)


@pytest.mark.torture
def test_limit_ends_a_plain_fixture_of_the_project(outcome_of, monkeypatch):
    set_grace(monkeypatch, 0.5)
    test = """
    import pytest, time

    @pytest.fixture
    def slow():
        time.sleep(600)

    async def test_a(slow, pair_client):
        pass
    """
    texts = [failure.text for failure in outcome_of(test=test, settings="timeout = 0.5\nstart_timeout = 0.5").failures]
    assert ["in slow: time.sleep(600)" in text for text in texts] == [True, True, True]


@pytest.mark.torture
@pytest.mark.parametrize(
    "start", ["import asyncio; await asyncio.Event().wait()", "import time; time.sleep(600)", "while True: pass"]
)
def test_start_that_never_ends_is_an_error_with_side_and_place(start, outcome_of):
    outcome = outcome_of(start)
    assert outcome.fatal_error.startswith("The candidate 'quart_side:app' on client has not ")
    assert f"in start: {start}" in outcome.fatal_error
    assert outcome.fatal_error.endswith("\nFix that, or raise `start_timeout` in [tool.comparison], and run again.")


@pytest.mark.torture
def test_module_whose_import_never_ends_is_an_error(outcome_of, pair):
    (pair.path / "slow_side.py").write_text("import time\ntime.sleep(600)\n")
    settings = read_settings(pair.write(test=TWO, settings=LIMITS).path)
    outcome = run_tests(settings, Console(file=io.StringIO()), candidate="slow_side:app")
    assert "The candidate 'slow_side:app' on client has not started within 3 s. Meanwhile" in outcome.fatal_error
    assert "slow_side.py:2 in <module>: time.sleep(600)" in outcome.fatal_error
    assert outcome.fatal_error.endswith("\nFix that, or raise `start_timeout` in [tool.comparison], and run again.")


@pytest.mark.torture
@pytest.mark.parametrize("view", ["import asyncio; await asyncio.Event().wait()", "import time; time.sleep(600)"])
def test_server_that_does_not_answer_is_replaced_for_the_next_test(view, outcome_of):
    outcome = outcome_of(baseline='return "hello"', candidate=view, targets=("run",), settings="timeout = 2")
    (text,) = (failure.text for failure in outcome.failures if "run-candidate" in failure.name)
    assert text.startswith("tests/test_pair.py:3, on run-candidate: GET /: no answer within 2 s.")
    assert [cell.state for cell in outcome.comparison.cells] == ["failed", "same"]


@pytest.mark.torture
def test_server_that_does_not_start_in_time_is_an_error(outcome_of):
    # The baseline must start in this time, also on a busy machine.
    settings = "start_timeout = 6"
    outcome = outcome_of("import asyncio; await asyncio.Event().wait()", targets=("hypercorn",), settings=settings)
    text = outcome.fatal_error
    assert "quart_side:app` does not answer on 127.0.0.1:" in text
    assert "within 6 s. It printed nothing." in text
    assert text.endswith("\nFix that, or raise `start_timeout` in [tool.comparison], and run again.")
