"""Run one test against two apps that stay up afterwards, with the data that it leaves."""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from secrets import token_hex
from typing import Any, get_args

import pytest

from ..compare import REPEAT, Run, RunSide
from ..errors import ConfigurationError, StartError
from ..report.last_run import kept_directory
from ..settings import TARGETS, Settings, Target
from ..targets import AppRunner
from ..targets.process import is_free
from ..values.normalizers import Conversation
from ..values.served import served_ports
from .pair import Pair, run_of
from .prepared import prepared
from .runs import LOGS, NOTICES, PairRuns

_KEY_FILE = "serve-key"
# The part of a test's id that names a run.
_RUN = rf"(?:{'|'.join(TARGETS)})-(?:{'|'.join(get_args(RunSide))})"
# Names that are suggested for one that does not exist.
_SUGGESTIONS = 3


@dataclass
class ServedTest:
    """A test whose requests bring served apps into their state.

    `name` is that of the grid, or an id of pytest. `app_runner` serves the apps; a session leaves it open. A session
    sets what follows: the `names` of all tests, whether this one `is_selected`, and the `conversations` of both sides.
    """

    name: str
    app_runner: AppRunner
    names: list[str] = field(default_factory=list)
    is_selected: bool = False
    conversations: dict[str, Conversation] = field(default_factory=dict)

    def missing_text(self) -> str:
        """Return that the test was skipped, or does not exist, with the nearest names."""
        if self.is_selected:
            return f"The test {self.name!r} was skipped: serve another one, or none."
        nearest = get_close_matches(self.name, self.names, _SUGGESTIONS, 0.5) or self.names[:_SUGGESTIONS]
        names = ", ".join(map(repr, nearest)) or "none: write one"
        return f"There is no test {self.name!r} that uses pair_client. The nearest: {names}."


class ServedRuns(PairRuns):
    """The plugin that runs one test once on both sides, and leaves the servers running."""

    def __init__(self, pair: Pair, served: ServedTest, secret: str, dist: str) -> None:
        super().__init__(pair, secret, dist, app_runner=served.app_runner)
        self.served = served

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run each test that uses `pair_client` on both sides; one with the marker `pair_env` too."""
        if "pair_client" in metafunc.fixturenames:
            runs = [run for run in self.pair.runs if run.side != REPEAT]
            metafunc.parametrize("pair_client", runs, indirect=True, ids=str)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, None, None]:
        """Note the names of all tests, and leave out all but the one that is served."""
        names = {item: self._name(item) for item in items if run_of(item) is not None}
        self.served.names = list(dict.fromkeys(names.values()))
        wanted = _without_run(self.served.name)
        items[:] = [item for item, name in names.items() if wanted in (name, _without_run(item.nodeid))]
        self.served.is_selected = bool(items)
        return (yield from super().pytest_collection_modifyitems(items))

    def _record(self, item: pytest.Function, run: Run) -> None:
        client: Any = item.funcargs["pair_client"]
        self.served.conversations[run.side] = client.recorder.conversation
        super()._record(item, run)

    def _judge(self, item: pytest.Item, run: Run, nextitem: pytest.Item | None) -> None:
        """Repeat nothing: a repeat would change the data."""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Leave the servers running."""
        self.session = session
        session.config.stash[LOGS], session.config.stash[NOTICES] = [], []


def _without_run(nodeid: str) -> str:
    """Return the id of a test without the part that names a run."""
    for pattern, text in ((rf"\[{_RUN}\]$", ""), (rf"\[{_RUN}-", "["), (rf"-{_RUN}\]$", "]")):
        nodeid = re.sub(pattern, text, nodeid)
    return nodeid


@contextmanager
def served_pair(settings: Settings, target: Target, port: int) -> Iterator[AppRunner]:
    """Yield what serves both apps of a pair on two ports, with one key; end it all afterwards.

    Raises `ConfigurationError` for a port that is taken, and for a pair whose apps both run already.
    """
    if all(side.url for side in settings.sides):
        addresses = " and ".join(side.url for side in settings.sides)
        raise ConfigurationError(f"Both apps run already, at {addresses}: there is nothing to serve.")
    ready = prepared(replace(settings, targets=(target,)))
    ports = served_ports(port)
    for side in settings.sides:
        if ports[side.name] and not side.url and not is_free(ports[side.name]):
            raise ConfigurationError(
                f"Port {ports[side.name]}, for the {side.name}, is taken: end what listens there, or pass --port."
            )
    app_runner = AppRunner(ready.settings, serve_key(settings.root))
    app_runner.ports = ports
    try:
        yield app_runner
    finally:
        app_runner.close()


def start_servers(app_runner: AppRunner, target: Target) -> dict[str, str]:
    """Start what does not run yet; return the address of each side. Raises `StartError`."""
    origins = {}
    for side in app_runner.settings.sides:
        if not side.url:
            app_runner.server(side, target)
        origins[side.name] = app_runner.served_origin(side, target)
    return origins


def are_running(app_runner: AppRunner) -> bool:
    """Return True, or raise `StartError` if a server has ended by itself, with what it printed last."""
    for (side, _), server in app_runner.servers.items():
        if server.process is not None and (status := server.process.poll()) is not None:
            printed = server.last_lines()
            raise StartError(f"The server of the {side} has ended with status {status}. It printed:\n{printed}")
    return True


def serve_key(root: Path) -> str:
    """Return the key that served apps get for `{secret}`: the same each time, so that their cookies stay valid.

    It is kept where only the user can read it. If that fails, the key is a new one.
    """
    try:
        path = kept_directory(root) / _KEY_FILE
        if not path.is_file():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(token_hex(32))
        return path.read_text(encoding="ascii").strip() or token_hex(32)
    except (OSError, ValueError):
        return token_hex(32)
