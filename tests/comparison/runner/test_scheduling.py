"""Sessions with pytest-xdist's workers: the result is that of one process."""

import io
import os
import re
import signal
import sys
from pathlib import Path
from xml.etree import ElementTree

import psutil
import pytest
from rich.console import Console

from comparison.compare import Run
from comparison.runner.scheduling import runs_in
from comparison.runner.session import CRASHED, run_tests
from comparison.settings import read_settings
from comparison.targets import child
from waiting import until

pytestmark = pytest.mark.torture
WITHIN, TARGETS = 60.0, ("client", "run")
RUNS = [str(Run(target, side)) for target in ("client", "run", "hypercorn-h2") for side in ("baseline", "candidate")]
TWO = """
async def test_b(pair_client):
    await pair_client.get("/")

async def test_a(pair_client):
    await pair_client.get("/")

def test_other():
    pass
"""
# A parameter that looks like a run separates nothing.
NAMED = """
import pytest

@pytest.mark.parametrize("name", ["run-baseline", "x"])
async def test_name(pair_client, name):
    await pair_client.get("/")
"""
IN_PROCESSES = pytest.mark.parametrize("jobs", [1, 2], ids=["in this process", "in two workers"])


@pytest.fixture
def outcome_of(pair, monkeypatch):
    """Return a function that runs a pair in two workers, or in `jobs`, and returns the outcome."""
    # A worker would import other plugins for a quarter of a second.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def outcome_of(options=None, jobs=2, console=None, **changes):
        settings = read_settings(pair.write(**{"targets": TARGETS, **changes}).path)
        return run_tests(settings, console or Console(file=io.StringIO()), jobs, **(options or {}))

    return outcome_of


@IN_PROCESSES
def test_equal_apps_are_equal_on_every_target(jobs, outcome_of, tmp_path, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=100)
    outcome = outcome_of({"junit": tmp_path / "junit.xml"}, jobs, console, test=TWO)
    assert (outcome.comparison.equal, outcome.failures, outcome.logs) == (True, [], [])
    # In the order of the tests, whichever worker ends first.
    cells = [(cell.test, cell.target) for cell in outcome.comparison.cells]
    names = [f"test_pair.py::test_{name}" for name in "bbaa"]
    assert cells == list(zip(names, TARGETS * 2, strict=True))
    # The progress counts the cells of all workers.
    assert "4/4" in output.getvalue()
    # Every run is named as by one process.
    cases = ElementTree.parse(tmp_path / "junit.xml").getroot().iter("testcase")
    runs = ("client-baseline", "client-candidate", "client-repeat", "run-baseline", "run-candidate")
    expected = [f"test_{name}[{run}]" for name in "ab" for run in runs] + ["test_other"]
    assert sorted(case.get("name") for case in cases) == expected


@IN_PROCESSES
def test_difference_is_shown_on_each_target(jobs, outcome_of):
    outcome = outcome_of(jobs=jobs, candidate='return "hello", 404', settings="repeats = 0")
    assert sorted(failure.name for failure in outcome.failures) == [
        f"tests/test_pair.py::test_index[{target}-candidate]" for target in TARGETS
    ]
    assert all(failure.text.startswith("The apps differ on ") for failure in outcome.failures)
    (difference,), (run_difference,) = (cell.differences for cell in outcome.comparison.cells)
    assert (difference.difference, difference.runs) == (
        run_difference.difference,
        (Run("client", "baseline"), Run("client", "candidate")),
    )


@IN_PROCESSES
def test_normalizer_is_proved_between_two_targets_and_unused_ones_are_reported(jobs, outcome_of):
    # In process there is no Server header, and on a server always the same: only both together show noise. There is no
    # random id, and the time is always the same.
    settings = 'normalizers = ["date", "server", "connection", "random_id", "time"]'
    comparison = outcome_of(jobs=jobs, settings=settings, baseline='return "2026-01-01T00:00:00Z"').comparison
    assert comparison.unused_normalizers == ("time", "random_id")


@pytest.mark.parametrize(("chosen", "unused"), [((), 1), (TARGETS, 0)], ids=["all targets", "those that were named"])
def test_expected_difference_is_unused_if_no_worker_uses_it_and_only_after_a_full_run(chosen, unused, outcome_of):
    entry = '[[expected]]\ntargets = ["{}"]\nfield = "status"\nbaseline = "200"\nbecause = "a reason"\n'
    used = [f'{entry.format(target)}test = "test_pair.py::test_index"\ncandidate = "404"\n' for target in TARGETS]
    stale = f'{entry.format("client")}route = "GET /stale"\n'
    test = "async def test_index(pair_client): await pair_client.get('/')"
    candidate = 'return "hello", 404'
    outcome = outcome_of({"targets": chosen}, candidate=candidate, test=test, expected="".join([*used, stale]))
    assert {cell.state for cell in outcome.comparison.cells} == {"expected"}
    assert (len(outcome.comparison.unused_expected), outcome.comparison.equal) == (unused, not unused)
    assert outcome.failures == []


def test_test_that_ran_on_one_side_alone_is_not_compared(outcome_of):
    test = """
    import pytest

    async def test_index(pair_client, request):
        if "run-candidate" in request.node.name:
            pytest.skip("not there")
        await pair_client.get("/")
    """
    comparison = outcome_of(test=test).comparison
    assert (comparison.unpaired, comparison.equal) == (("test_pair.py::test_index on run",), False)


def test_targets_are_compared_with_each_other_in_one_process(outcome_of):
    assert outcome_of({"against": "client"}).comparison.equal


def test_app_that_does_not_start_is_reported_once(outcome_of):
    outcome = outcome_of({"candidate": "nonsense:app"})
    assert outcome.fatal_error.count("No module named 'nonsense'") == 1


def test_worker_that_crashes_is_an_internal_error_and_leaves_no_directory(outcome_of, tmp_path_factory, monkeypatch):
    test = "import os\n\nasync def test_index(pair_client):\n    await pair_client.get('/')\n    os._exit(7)"
    directory = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(directory))
    outcome = outcome_of(test=test)
    assert outcome.internal_error
    assert any(failure.name == "internal error" and failure.text.startswith(CRASHED) for failure in outcome.failures)
    assert list(directory.glob("comparison-*")) == []


def test_jobs_setting_is_the_number_of_workers(pair):
    pair.write(targets=TARGETS, settings="jobs = 2", test="import os\n\ndef test_index(pair_client): os._exit(7)")
    assert run_tests(read_settings(pair.path), Console(file=io.StringIO())).internal_error


# pytest-xdist by itself


def pytest_of(pair, *arguments):
    """Run pytest in this process, and its workers in theirs; return its exit status and its output."""
    result = pair.pytest("-p", "no:hypothesispytest", *arguments)
    return result.ret, result.stdout.str()


@pytest.mark.parametrize(
    ("arguments", "test", "count"),
    [(["-n3"], TWO + NAMED, 21), (["-n2", "--dist=loadgroup"], TWO, 11)],
    ids=["-n3", "loadgroup"],
)
def test_all_runs_of_a_target_are_in_one_worker(arguments, test, count, pair):
    status, text = pytest_of(pair.write(targets=TARGETS, test=test), *arguments, "-v")
    assert (status, f"{count} passed" in text) == (0, True), text
    workers = {}
    for worker, target in re.findall(r"\[(gw\d)\].*PASSED .*test_[ab]\[(client|run)-", text):
        workers.setdefault(target, set()).add(worker)
    assert [len(names) for names in workers.values()] == [1, 1]


def test_workers_do_not_hide_a_difference(pair):
    status, text = pytest_of(
        pair.write(targets=TARGETS, candidate='return "hello", 404', settings="repeats = 0"), "-n2"
    )
    assert (status, [line.startswith("The apps differ on ") for line in text.splitlines()].count(True)) == (1, 2)


@pytest.mark.parametrize("dist", ["load", "loadscope", "loadfile", "worksteal", "each"])
def test_distribution_that_separates_the_runs_is_refused_for_pair_tests_alone(dist, pair):
    workers = 2 if dist == "each" else 1
    status, text = pytest_of(pair.write(test=TWO), f"-n{workers}", f"--dist={dist}")
    assert (status, text.count("AssertionError")) == (1, 0)
    assert f"--dist={dist} separates the runs that are compared: remove it, or use --dist=loadgroup." in text
    assert f"{workers} passed" in text


def test_other_tests_may_be_distributed_in_any_way(pair):
    pair.write(test="def test_a(): pass\ndef test_b(): pass")
    assert pytest_of(pair, "-n1", "--dist=worksteal")[0] == 0


def test_unused_normalizers_are_reported_with_workers_too(pair):
    pair.write(targets=TARGETS, settings='normalizers = ["date", "server", "connection", "time"]')
    status, text = pytest_of(pair, "-n2")
    assert (status, text.count("removes no noise")) == (1, 1)
    assert "comparison: the normalizer 'time' removes no noise." in text


WAITING = """
import asyncio, os, pathlib

async def test_index(pair_client):
    port = (await pair_client.get("/")).text
    pathlib.Path(f"{port}.tmp").write_text(port)
    os.rename(f"{port}.tmp", f"{port}.port")
    await asyncio.sleep(600)
"""


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)], ids=["interrupted", "killed"]
)
def test_nothing_is_left_when_the_controller_alone_is_stopped(number, status, pair, tmp_path):
    view = 'return str(request.environ["SERVER_PORT"])'
    pair.write(baseline=view, test=WAITING, targets=("run", "hypercorn"))
    command = [sys.executable, "-m", "comparison", "--jobs", "2"]
    # What is killed leaves its directory.
    with child.start(command, {**os.environ, "TMPDIR": str(tmp_path)}, cwd=pair.path, stdout=child.PIPE) as process:
        until(lambda: len(list(pair.path.glob("*.port"))) == 2, "both workers have reached their server", WITHIN)
        family = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, number)
        process.wait(WITHIN)
        _, left = psutil.wait_procs(family, WITHIN)
        child.kill(process)
    assert (process.returncode, left) == (status, [])
    assert len(family) >= 4


@pytest.mark.parametrize(
    ("name", "runs"),
    [
        pytest.param("test_a", [], id="without parameters"),
        pytest.param("test_a[x]", [], id="of no pair"),
        pytest.param("test_a[client-baseline]", ["client-baseline"], id="with a run alone"),
        pytest.param("test_a[x-client-baseline]@group", ["client-baseline"], id="with a group of the project"),
        pytest.param("test_a[hypercorn-h2-candidate-x]", ["hypercorn-h2-candidate"], id="with a run before another"),
        pytest.param("test_a[xclient-baseline]", [], id="with the end of another parameter"),
        pytest.param("test_a[client-baselines]", [], id="with the start of another parameter"),
        pytest.param(
            "test_a[run-baseline-client-candidate]", ["run-baseline", "client-candidate"], id="with two that may be it"
        ),
        pytest.param("test_a[x[0]-run-baseline]", ["run-baseline"], id="with brackets"),
    ],
)
def test_runs_are_parsed_from_a_test_id(name, runs):
    assert runs_in(f"{Path('tests/test_pair.py')}::{name}", RUNS) == runs
