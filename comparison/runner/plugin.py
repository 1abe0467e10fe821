"""The pytest plugin of a project with a pair: each test that uses `pair_client` runs on both apps, on each target.

Each process that runs tests has a `PairRuns`, the process that reports has a `PairResults`. Without pytest-xdist's
workers, one process has both.
"""

import argparse
import inspect
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import pytest_asyncio

from ..compare import Run
from ..errors import ComparisonError, ConfigurationError
from ..settings import read_settings
from ..targets.app_place import AppPlace
from ..targets.recording import RecordingClient
from ..targets.time_limit import running_loop
from ..values.note_names import NamesNotes, no_notes
from ..values.shard import parse_shard
from .pair import Pair
from .prepared import chosen_pair
from .results import PairResults
from .runs import PairRuns
from .serving import ServedRuns, ServedTest

RUNS: pytest.StashKey[PairRuns] = pytest.StashKey()
# What names the notes of a difference, set before this plugin is registered.
NAMES_NOTES: pytest.StashKey[NamesNotes] = pytest.StashKey()
RESULTS: pytest.StashKey[PairResults] = pytest.StashKey()
# The pair, if the caller of pytest has prepared it; set before this plugin is configured, as what follows.
PAIR: pytest.StashKey[Pair] = pytest.StashKey()
# The one test that runs, against apps that stay up.
SERVED: pytest.StashKey[ServedTest] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a pair to pytest: which targets, which apps, and what may be sent."""
    group = parser.getgroup("comparison", "comparison of two apps ([tool.comparison] in pyproject.toml)")
    group.addoption("--comparison-target", action="append", default=[], help="run on this target alone (repeatable)")
    group.addoption("--comparison-against", help="compare each app with itself on this target")
    group.addoption(
        "--comparison-allow-writes", action="store_true", help="send requests that may change an app that runs already"
    )
    group.addoption("--comparison-suite", action="store_true", help="run these tests as they are on both apps")
    group.addoption("--comparison-shard", metavar="K/N", help="run the K-th of N parts of the selected tests")
    group.addoption("--comparison-baseline", help="use this app as baseline: an import string")
    group.addoption("--comparison-candidate", help="use this app as candidate: an import string")
    group.addoption("--comparison-exchanges", help="add all exchanges to this file, which must exist")


def group_by_target(arguments: list[str], known: argparse.Namespace) -> None:
    """Make `pytest -n N` keep the runs of a target in one worker, which pytest-xdist does not by default.

    Both the controller and its workers read these arguments.
    """
    if getattr(known, "numprocesses", None) and known.dist == "no" and not known.distload:
        arguments.insert(0, "--dist=loadgroup")


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, obj: Any) -> None:
    """Mark a coroutine function that takes `pair_client`, as pytest-asyncio requires in its strict mode, the default.

    A mark of its own, of its class or of its module stays: it may have options. `obj` is any value of a module, also a
    proxy such as `flask.request`, which nothing but `type` may be asked about outside of a request.
    """
    is_coroutine_function = type(obj) is FunctionType and inspect.iscoroutinefunction(obj)
    if not is_coroutine_function or "pair_client" not in inspect.signature(obj).parameters:
        return
    is_marked = any(mark.name == "asyncio" for mark in getattr(obj, "pytestmark", ()))
    if not is_marked and collector.get_closest_marker("asyncio") is None:
        pytest.mark.asyncio(obj)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker `pair_env`, and `PairRuns` if this process runs tests, `PairResults` if it reports.

    The secret is chosen here, and shared with all workers. Raises `pytest.UsageError` for wrong settings or options.
    """
    config.addinivalue_line(
        "markers", "pair_env(variables): run on `client` alone, in apps created with these environment variables"
    )
    try:
        pair = pair_of(config)
    except ComparisonError as error:
        raise pytest.UsageError(str(error)) from None
    shared: dict[str, Any] | None = getattr(config, "workerinput", {}).get("comparison")
    if shared is None:
        shared = {"secret": secrets.token_hex(32), "dist": distribution_of(config)}
        config.stash[RESULTS] = PairResults(config, pair, shared)
        config.pluginmanager.register(config.stash[RESULTS], "comparison-results")
    if shared["dist"] == "no" or "directory" in shared:
        exchanges = config.option.comparison_exchanges
        served = config.stash.get(SERVED, None)
        config.stash[RUNS] = (
            PairRuns(pair, **shared, exchanges=exchanges and Path(exchanges))
            if served is None
            else ServedRuns(pair, served, **shared)
        )
        config.pluginmanager.register(config.stash[RUNS], "comparison-runs")


def distribution_of(config: pytest.Config) -> str:
    """Return pytest-xdist's distribution mode; `no` if there are no workers."""
    option = config.option
    has_workers = bool(getattr(option, "tx", None)) and not option.collectonly
    return option.dist if has_workers else "no"


def pair_of(config: pytest.Config) -> Pair:
    """Return the pair that the settings and the options name, or the one that the caller of pytest has prepared.

    Raises `ConfigurationError` for a missing or wrong section, and wrong options.
    """
    pair = config.stash.get(PAIR, None)
    if pair is None:
        settings, option = read_settings(config.rootpath), config.option
        if settings is None:
            raise ConfigurationError(f"{config.rootpath}/pyproject.toml has no section [tool.comparison].")
        shard = option.comparison_shard
        pair = chosen_pair(
            settings,
            targets=tuple(option.comparison_target),
            against=option.comparison_against,
            baseline=option.comparison_baseline,
            candidate=option.comparison_candidate,
            allow_writes=option.comparison_allow_writes,
            shard=None if shard is None else parse_shard(shard, "--comparison-shard"),
        )
    return replace(pair, name_notes=config.stash.get(NAMES_NOTES, no_notes))


@pytest_asyncio.fixture
async def pair_client(request: pytest.FixtureRequest) -> AsyncIterator[RecordingClient]:
    """A client of one app of the pair, with the methods of `httpx2.AsyncClient`; the plugin runs the test on both.

    The exchanges are compared with those of the other app in the same test. A thread or task of the app that dies fails
    the test. An app that does not start fails it too, and stops the session.
    """
    runs = request.config.stash[RUNS]
    run: Run = request.param
    runs.loop = running_loop()
    try:
        marker = request.node.get_closest_marker("pair_env")
        side = runs.pair.side_of(run)
        side = side.with_env(marker.args[0]) if marker else side
        async with runs.repeats.client(side, run.target) as (client, recorder):
            recorder.state = side.state
            yield client
        if recorder.background_errors:
            pytest.fail("\n\n".join(recorder.background_errors), pytrace=False)
    except ComparisonError as error:
        if runs.repeats.is_running:
            pytest.fail(str(error), pytrace=False)
        # Every other test would fail as well with an app that does not start.
        request.session.shouldstop = runs.fatal_error = str(error)
    if runs.fatal_error:
        pytest.fail(runs.fatal_error, pytrace=False)


@pytest.fixture
def pair_run(pair_client: RecordingClient) -> AppPlace:
    """Where the app of `pair_client` runs: `side`, `target`, `directory` (for `{tmp}`) and `environment`."""
    return pair_client.recorder.place
