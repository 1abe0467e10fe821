"""Who is measured at what, how often: values, made from pyproject.toml and the command line."""

import io
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ..errors import ConfigurationError
from ..settings import Settings, Side, side_of, table
from ..targets.app import framework_of, is_asgi, load, make_importable
from ..targets.environment import environment_of
from .gate import URLENCODED, Sent
from .servers import CONTEST, FLOOR
from .workload import Workload, workload_of

KNOWN = {"baseline", "candidate", "login", "workloads", "others", "threads"}
SECRET = "a key for a benchmark, the same for every contestant"  # noqa: S105 - signs nothing that lasts
THREADS = 64
SHARES, QUICK_SHARES = (50, 70, 90), (70,)
MORE = ("uvicorn", "granian", "uvloop")


@dataclass(frozen=True)
class Contestant:
    """An app on a server; `role` is `baseline`, `candidate`, `again` (the candidate once more), `floor` or `other`."""

    role: str
    app: str
    server: str
    side: Side

    @property
    def name(self) -> str:
        return f"{self.app} on {self.server}" + (", again" if self.role == "again" else "")

    @property
    def served(self) -> str:
        """Return the import string that its server gets."""
        return self.side.app if self.server == "gunicorn" else self.side.serve


@dataclass(frozen=True)
class Plan:
    """A benchmark before it is run; `seconds` of each round, `workers` and `threads` of each server.

    `shares` are the percents of the peak that the open loop asks for.
    """

    settings: Settings
    contestants: tuple[Contestant, ...]
    workloads: tuple[Workload, ...]
    before: tuple[Sent, ...] = ()
    rounds: int = 10
    seconds: float = 1.0
    workers: int = 1
    threads: int = THREADS
    quick: bool = False
    shares: tuple[int, ...] = SHARES

    def one(self, role: str, server: str = "hypercorn") -> Contestant | None:
        """Return the contestant of a role on a server, if there is one."""
        return next((one for one in self.contestants if (one.role, one.server) == (role, server)), None)


def plan_of(
    settings: Settings, only: tuple[str, ...] = (), more: tuple[str, ...] = (), quick: bool = False, **numbers: Any
) -> Plan:
    """Return what to run; raises `ConfigurationError` for a section or a name that can't be.

    `only` names workloads, `more` servers besides.
    """
    section = settings.benchmark
    for key in section.keys() - KNOWN:
        known = ", ".join(sorted(KNOWN))
        raise ConfigurationError(f"[tool.comparison.benchmark] has {key!r}, but knows only {known}.")
    for key in ("workloads", "others"):
        table(section, key)
    tables = section.get("workloads", {"page": {"path": "/"}})
    workloads = {name: workload_of(name, one) for name, one in tables.items()}
    for name in only:
        if name not in workloads:
            raise ConfigurationError(f"There is no workload {name!r}; choose from {', '.join(workloads)}.")
    for name in more:
        if name not in MORE:
            raise ConfigurationError(f"There is no server {name!r}; choose from {', '.join(MORE)}.")
    chosen = [workload for name, workload in workloads.items() if not only or name in only]
    threads = numbers.pop("threads", None) or section.get("threads", THREADS)
    if not isinstance(threads, int) or threads < 1:
        raise ConfigurationError(
            f"[tool.comparison.benchmark] threads is {threads!r}, but must be a whole number above 0."
        )
    return Plan(
        settings=settings,
        contestants=tuple(contestants_of(settings, section, more, quick)),
        workloads=tuple(
            workload.shortened() if quick else workload for workload in chosen if only or not quick or workload.quick
        ),
        before=tuple(login_of(section)),
        threads=threads,
        quick=quick,
        shares=QUICK_SHARES if quick else SHARES,
        **numbers,
    )


def contestants_of(
    settings: Settings, section: Mapping[str, Any], more: tuple[str, ...], quick: bool
) -> list[Contestant]:
    """Return all of them; the naive ports and their like are left out of a quick run."""
    baseline, candidate = (
        replace(side, app=named.app, serve=named.serve)
        for side in settings.sides
        for named in [side_of(section, side.name) if side.name in section else side]
    )
    make_importable(settings.root)
    # What an app says and stores while it is made is of no interest here: its servers make their own.
    with tempfile.TemporaryDirectory() as folder, redirect_stderr(io.StringIO()):
        apps = [load(side, environment_of(side, Path(folder), SECRET)) for side in (baseline, candidate)]
    names = [framework_of(app).title() for app in apps]
    if names[0] == names[1]:
        names = [f"{side.name} {name}" for side, name in zip(settings.sides, names, strict=True)]
    floor = Side("floor", FLOOR, FLOOR)
    found = [] if is_asgi(apps[0]) else [Contestant("baseline", names[0], "gunicorn", baseline)]
    found += [
        Contestant("baseline", names[0], "hypercorn", baseline),
        Contestant("candidate", names[1], "hypercorn", candidate),
        Contestant("again", names[1], "hypercorn", candidate),
        Contestant("floor", "bare ASGI", "hypercorn", floor),
    ]
    for server in more:
        found += [Contestant("candidate", names[1], server, candidate), Contestant("floor", "bare ASGI", server, floor)]
    return [*found, *(other_of(name, one) for name, one in section.get("others", {}).items() if not quick)]


def other_of(name: str, section: Any) -> Contestant:
    """Return a contestant besides the pair, from its table."""
    given = dict(section) if isinstance(section, dict) else {}
    server = given.pop("server", "hypercorn")
    if server not in CONTEST:
        known = ", ".join(CONTEST)
        where = f"[tool.comparison.benchmark.others.{name}]"
        raise ConfigurationError(f"{where} server is {server!r}, but must be one of {known}.")
    return Contestant("other", name, server, side_of({name: given}, name))


def login_of(section: Mapping[str, Any]) -> list[Sent]:
    """Return the request that comes before all others of a client, if there is one."""
    login = section.get("login")
    if login is None:
        return []
    if not isinstance(login, dict) or not isinstance(login.get("path"), str) or not isinstance(login.get("form"), dict):
        raise ConfigurationError(
            f"[tool.comparison.benchmark] login is {login!r}, but must be a table with a path and a form."
        )
    return [Sent("POST", login["path"], urlencode(login["form"]).encode(), URLENCODED)]
