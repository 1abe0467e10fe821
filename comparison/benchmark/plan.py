"""The plan of a benchmark: contestants, workloads and rounds, from pyproject.toml and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from ..errors import ConfigurationError
from ..expected import ExpectedDifference, read_expected_differences
from ..settings import Settings
from .contestant import PAIR_ROLES, Contestant, Role, make_contestants
from .request import URLENCODED, RequestSpec
from .servers import ServerName
from .workload import Workload, parse_workload

_KEYS = {"baseline", "candidate", "login", "workloads", "others", "threads"}
_THREADS = 64
_OPEN_LOOP_PERCENTS, _QUICK_PERCENTS = (50, 70, 90), (70,)
_MORE_SERVERS: tuple[ServerName, ...] = ("uvicorn", "granian", "uvloop")
_DEFAULT_WORKLOADS = {"page": {"path": "/", "quick": [0]}}


@dataclass(frozen=True)
class Plan:
    """A benchmark before it runs.

    Each client first sends the `login` requests. A round takes `seconds`; one warm-up round comes before the `rounds`.
    Each server has `workers`, and gunicorn's workers have `threads`. An open loop offers `open_loop_percents` of the
    pair's lower peak rate. A workload is measured though its responses show `expected_differences`.
    """

    settings: Settings
    contestants: tuple[Contestant, ...]
    workloads: tuple[Workload, ...]
    login: tuple[RequestSpec, ...] = ()
    rounds: int = 10
    seconds: float = 1.0
    workers: int = 1
    threads: int = _THREADS
    quick: bool = False
    open_loop_percents: tuple[int, ...] = _OPEN_LOOP_PERCENTS
    expected_differences: tuple[ExpectedDifference, ...] = ()

    def contestant(self, role: Role, server: ServerName = "hypercorn") -> Contestant | None:
        """Return the contestant with a role on a server, if there is one."""
        for contestant in self.contestants:
            if (contestant.role, contestant.server) == (role, server):
                return contestant
        return None

    @property
    def round_count(self) -> int:
        """The number of rounds of all contestants, warm-up rounds included."""
        pair = sum(contestant.role in PAIR_ROLES for contestant in self.contestants)
        closed = sum(len(workload.points) for workload in self.workloads) * len(self.contestants)
        paged = sum(len(workload.points) for workload in self.workloads if workload.kind == "requests")
        return (self.rounds + 1) * (closed + paged * pair * len(self.open_loop_percents))


def make_plan(
    settings: Settings, only: tuple[str, ...] = (), more: tuple[str, ...] = (), quick: bool = False, **numbers: Any
) -> Plan:
    """Return the plan for the workloads `only`, by default all, with `more` servers; a `quick` one has fewer points.

    `numbers` are `rounds`, `seconds`, `workers` and `threads`, which is by default that of the section. Raises
    `ConfigurationError` for an unknown name or a wrong section, for a wrong file of expected differences, and without a
    workload to measure. Raises `StartError` if an app of the pair, which this loads, can't be created.
    """
    section = settings.benchmark
    for key in section.keys() - _KEYS:
        known = ", ".join(sorted(_KEYS))
        raise ConfigurationError(
            f"[tool.comparison.benchmark] has {key!r}, but knows only {known}: correct or remove it."
        )
    for key in ("workloads", "others"):
        if not isinstance(section.get(key, {}), dict):
            raise ConfigurationError(f"[tool.comparison.benchmark] {key} is {section[key]!r}, but must be a table.")
    for name in more:
        if name not in _MORE_SERVERS:
            raise ConfigurationError(f"There is no server {name!r} (--with): choose from {', '.join(_MORE_SERVERS)}.")
    threads = numbers.pop("threads", None) or section.get("threads", _THREADS)
    if not isinstance(threads, int) or threads < 1:
        raise ConfigurationError(
            f"[tool.comparison.benchmark] threads is {threads!r}, but must be a whole number above 0."
        )
    return Plan(
        settings=settings,
        workloads=_chosen_workloads(section, only, quick),
        contestants=make_contestants(settings, section, cast("tuple[ServerName, ...]", more), quick),
        login=login_requests(section),
        threads=threads,
        quick=quick,
        open_loop_percents=_QUICK_PERCENTS if quick else _OPEN_LOOP_PERCENTS,
        expected_differences=read_expected_differences(settings.expected),
        **numbers,
    )


def all_workloads(section: Mapping[str, Any]) -> dict[str, Workload]:
    """Return the workloads of a section by name; by default the page `/` alone.

    Raises `ConfigurationError` if one of them is wrong.
    """
    tables = section.get("workloads", _DEFAULT_WORKLOADS)
    return {name: parse_workload(name, workload) for name, workload in tables.items()}


def _chosen_workloads(section: Mapping[str, Any], only: tuple[str, ...], quick: bool) -> tuple[Workload, ...]:
    """Return the workloads `only`; without names all, or in a quick run those with quick points.

    In a quick run each has its quick points alone, or the first point if there are none. Raises `ConfigurationError`
    for an unknown name, and if there is nothing to measure.
    """
    workloads = all_workloads(section)
    if not workloads:
        raise ConfigurationError(
            "[tool.comparison.benchmark.workloads] names no workload, so there is nothing to measure: "
            'add one, such as page = { path = "/" }, or remove the table to measure the page / alone.'
        )
    for name in only:
        if name not in workloads:
            raise ConfigurationError(f"There is no workload {name!r} (--workload): choose from {', '.join(workloads)}.")
    if only:
        chosen = [workload for name, workload in workloads.items() if name in only]
    else:
        chosen = [workload for workload in workloads.values() if workload.quick or not quick]
    if not chosen:
        raise ConfigurationError(
            f"No workload has quick points, so --quick measures nothing: add quick = [0] to one of "
            f"{', '.join(workloads)} in [tool.comparison.benchmark.workloads], or pass --workload NAME."
        )
    return tuple(workload.shortened() if quick else workload for workload in chosen)


def login_requests(section: Mapping[str, Any]) -> tuple[RequestSpec, ...]:
    """Return the request with which each client logs in, from the table `login`; empty if there is none.

    Raises `ConfigurationError` for a table without a path or a form.
    """
    login = section.get("login")
    if login is None:
        return ()
    if not isinstance(login, dict) or not isinstance(login.get("path"), str) or not isinstance(login.get("form"), dict):
        raise ConfigurationError(
            f"[tool.comparison.benchmark] login is {login!r}, but must be a table with a path and a form."
        )
    return (RequestSpec("POST", login["path"], urlencode(login["form"]).encode(), URLENCODED),)
