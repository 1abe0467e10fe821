"""The pytest plugin of a project with a pair: each test that asks for `pair_client` runs on both apps, on each target.

pytest-xdist may share the runs out to workers. `PairRuns` stands in each process that runs tests, `PairResults` in the
one that reports: in a session without workers they are the same.
"""

import argparse
import secrets
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from ..compare import Run
from ..errors import ComparisonError, ConfigurationError
from ..expected import read_expected_differences
from ..settings import checked_targets, read_settings
from ..targets.limit import running_loop
from ..targets.recording import RecordingClient
from .pair import Pair
from .results import PairResults
from .runs import PairRuns

RUNS: pytest.StashKey[PairRuns] = pytest.StashKey()
RESULTS: pytest.StashKey[PairResults] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("comparison", "comparison of two apps ([tool.comparison] in pyproject.toml)")
    group.addoption("--comparison-target", action="append", default=[], help="only on this target (repeatable)")
    group.addoption("--comparison-against", help="compare each app's targets with this target of the same app")
    group.addoption("--comparison-baseline", help="another baseline: an import string")
    group.addoption("--comparison-candidate", help="another candidate: an import string")


def group_by_target(arguments: list[str], known: argparse.Namespace) -> None:
    """Let `pytest -n N` keep the runs of a target in one worker; pytest-xdist's default parts them.

    Both the controller and its workers read these arguments.
    """
    if getattr(known, "numprocesses", None) and known.dist == "no" and not known.distload:
        arguments.insert(0, "--dist=loadgroup")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pair_env(variables): run on `client` alone, in apps made with this environment")
    try:
        pair = pair_of(config)
    except ComparisonError as error:
        raise pytest.UsageError(str(error)) from None
    shared: dict[str, Any] | None = getattr(config, "workerinput", {}).get("comparison")
    if shared is None:
        shared = {"secret": secrets.token_hex(32), "dist": distribution_of(config)}
        config.stash[RESULTS] = PairResults(config, pair, shared)
        config.pluginmanager.register(config.stash[RESULTS], "comparison-results")
    if shared["dist"] == "no" or "folder" in shared:
        config.stash[RUNS] = PairRuns(pair, **shared)
        config.pluginmanager.register(config.stash[RUNS], "comparison-runs")


def distribution_of(config: pytest.Config) -> str:
    """Return pytest-xdist's way to share the tests out, and `no` where it does not."""
    option = config.option
    shared = bool(getattr(option, "tx", None)) and not option.collectonly
    return option.dist if shared else "no"


def pair_of(config: pytest.Config) -> Pair:
    """Return the pair that the settings and the options name; raises `ConfigurationError`."""
    settings = read_settings(config.rootpath)
    if settings is None:
        raise ConfigurationError(f"{config.rootpath}/pyproject.toml has no section [tool.comparison].")
    option = config.option
    settings = settings.with_targets(tuple(option.comparison_target))
    settings = settings.with_apps(option.comparison_baseline, option.comparison_candidate)
    against: str | None = option.comparison_against
    if against is not None:
        checked_targets((against,))
        if set(settings.targets) == {against}:
            raise ConfigurationError(f"There is only {against!r} to compare with itself: name another target.")
    return Pair(settings, read_expected_differences(settings.expected), against)


@pytest_asyncio.fixture
async def pair_client(request: pytest.FixtureRequest) -> AsyncIterator[RecordingClient]:
    """A client of one app of the pair, with the methods of `httpx2.AsyncClient`; the plugin runs the test on both.

    What it sends and receives is compared with what the other app answered to the same test.
    """
    runs = request.config.stash[RUNS]
    run: Run = request.param
    runs.loop = running_loop()
    try:
        marker = request.node.get_closest_marker("pair_env")
        side = runs.pair.side_of(run)
        async with runs.reach.client(side.with_env(marker.args[0]) if marker else side, run.target) as (client, _):
            yield client
    except ComparisonError as error:
        # No other test would fare better with an app that does not start.
        request.session.shouldstop = runs.unusable = str(error)
    if runs.unusable:
        pytest.fail(runs.unusable, pytrace=False)
