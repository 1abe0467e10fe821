"""The contestants of a benchmark: the pair on its servers, the floor, and further apps from pyproject.toml."""

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ..errors import ConfigurationError
from ..settings import Settings
from ..sides import Side, side_of
from ..targets.app import framework_of, is_asgi, load, make_importable
from ..targets.environment import environment_of
from .servers import FLOOR, SERVER_COMMANDS, ServerName

# `repeat` is the candidate, measured a second time (A/A). `floor` is a bare ASGI app. `other` is in no pair.
Role = Literal["baseline", "candidate", "repeat", "floor", "other"]

# What an open loop measures.
PAIR_ROLES: tuple[Role, ...] = ("baseline", "candidate", "repeat")
SECRET = "a key for a benchmark, the same for every contestant"  # noqa: S105 - signs nothing that lasts


@dataclass(frozen=True)
class Contestant:
    """An app on a server."""

    role: Role
    app: str
    server: ServerName
    side: Side

    @property
    def name(self) -> str:
        """The name in tables and plots, such as `Quart on hypercorn`."""
        return f"{self.app} on {self.server}" + (", repeat" if self.role == "repeat" else "")

    @property
    def import_string(self) -> str:
        """The import string for the server: gunicorn gets the WSGI app, every other server the ASGI app."""
        return self.side.app if self.server == "gunicorn" else self.side.serve


def make_contestants(
    settings: Settings, section: Mapping[str, Any], more_servers: tuple[ServerName, ...], quick: bool
) -> tuple[Contestant, ...]:
    """Return all contestants of a run, without the `others` of the section if it is `quick`.

    The pair, its repeat and a floor run on hypercorn, a WSGI baseline also on gunicorn, candidate and floor also on
    `more_servers`. The tables `baseline` and `candidate` of the section replace the apps of the pair. Loads both apps
    and puts the root in `sys.path`. Raises `StartError` and `ConfigurationError`.
    """
    baseline, candidate = (_measured(side, section) for side in settings.sides)
    make_importable(settings.root)
    baseline_name, candidate_name, baseline_is_asgi = _describe_apps(baseline, candidate)
    floor = Side("floor", FLOOR, FLOOR)
    contestants = [] if baseline_is_asgi else [Contestant("baseline", baseline_name, "gunicorn", baseline)]
    contestants += [
        Contestant("baseline", baseline_name, "hypercorn", baseline),
        Contestant("candidate", candidate_name, "hypercorn", candidate),
        Contestant("repeat", candidate_name, "hypercorn", candidate),
        Contestant("floor", "bare ASGI", "hypercorn", floor),
    ]
    for server in more_servers:
        contestants.append(Contestant("candidate", candidate_name, server, candidate))
        contestants.append(Contestant("floor", "bare ASGI", server, floor))
    return (*contestants, *(() if quick else _others(section)))


def _measured(side: Side, section: Mapping[str, Any]) -> Side:
    """Return the side with the app that is measured; raises `ConfigurationError` for an app of another place."""
    if side.name in section:
        measured = side_of(section, side.name)
        return replace(side, app=measured.app, serve=measured.serve, directory=None, git="", python="", url="")
    for key, value in (("git", side.git), ("path", side.directory), ("python", side.python), ("url", side.url)):
        if value:
            raise ConfigurationError(
                f"[tool.comparison.{side.name}] {key} is {str(value)!r}: `comparison benchmark` measures two apps that "
                f"are imported here. Name one as `app` in [tool.comparison.benchmark.{side.name}]."
            )
    return side


def _describe_apps(baseline: Side, candidate: Side) -> tuple[str, str, bool]:
    """Load both apps; return their frameworks as names, and whether the baseline is an ASGI app.

    Two apps of one framework are named by their sides too. What they print to standard error is dropped. Raises
    `StartError` for an app that can't be created, or is neither Flask's nor Quart's.
    """
    # Discard the log and the files of these two instances: each server loads the app again.
    with tempfile.TemporaryDirectory() as directory, redirect_stderr(io.StringIO()):
        own = Path(directory, "app")
        own.mkdir()
        apps = [load(side, environment_of(side, own, SECRET)) for side in (baseline, candidate)]
    first, second = (framework_of(app, side).title() for app, side in zip(apps, (baseline, candidate), strict=True))
    if first == second:
        first, second = f"{baseline.name} {first}", f"{candidate.name} {second}"
    return first, second, is_asgi(apps[0])


def _others(section: Mapping[str, Any]) -> Iterator[Contestant]:
    return (other_contestant(name, table) for name, table in section.get("others", {}).items())


def other_contestant(name: str, section: Any) -> Contestant:
    """Return the contestant that a table of `others` describes, on its `server` or on hypercorn.

    Raises `ConfigurationError` if the table is wrong.
    """
    table = dict(section) if isinstance(section, dict) else {}
    server = table.pop("server", "hypercorn")
    where = f"[tool.comparison.benchmark.others.{name}]"
    if not isinstance(table.get("app"), str):
        raise ConfigurationError(f'{where} names no app: add one, such as app = "package:create_app()".')
    if server not in SERVER_COMMANDS:
        known = ", ".join(SERVER_COMMANDS)
        raise ConfigurationError(f"{where} server is {server!r}, but must be one of {known}.")
    return Contestant("other", name, server, side_of({name: table}, name))
