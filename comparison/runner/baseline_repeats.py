"""Run the baseline of a test again: from a fresh start, or on a replica, after the tests that ran before it."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field

import pytest
from _pytest.runner import runtestprotocol

from ..compare import Run
from ..sides import RESTART, Side
from ..targets import AppRunner
from ..targets.fresh_client import Replica, fresh_client, replica_client
from ..targets.process import ServerProcess
from ..targets.recording import RecordingClient, RecordingTransport
from ..values.normalizers import Conversation
from .repeats import RunOnce

_OpenedClient = AbstractAsyncContextManager[tuple[RecordingClient, RecordingTransport]]
# Replicas of an app at most: each is a process.
_MOST = 9


@dataclass
class _Earlier:
    """The tests that an app has had since its server started, and its replicas, with the number of tests they had.

    `failed` are those that failed. `needed` is set once a fresh start did not show what the app showed after them all.
    """

    server: ServerProcess | None
    items: list[pytest.Item] = field(default_factory=list)
    failed: set[pytest.Item] = field(default_factory=set)
    replicas: list[tuple[Replica, int]] = field(default_factory=list)
    needed: bool = False


class BaselineRepeats:
    """Runs items of the baseline once more, without a report: `conversation` is that of the last.

    `is_running` is set meanwhile; `client` then opens the client of a fresh app, or of a replica.
    """

    def __init__(self, app_runner: AppRunner) -> None:
        self.app_runner = app_runner
        self.is_running = False
        self.conversation: Conversation | None = None
        self._replica: Replica | None = None
        self._earlier: dict[tuple[str, str], _Earlier] = {}

    def client(self, side: Side, target: str) -> _OpenedClient:
        """Return what opens the client for an item that runs now."""
        if not self.is_running:
            return self.app_runner.client(side, target)
        if self._replica is None:
            return fresh_client(self.app_runner, side, target)
        return replica_client(self.app_runner, side, target, self._replica)

    def note(self, item: pytest.Item, side: Side, run: Run, passed: bool = True) -> None:
        """Note that an app has had a test, and whether it passed. Another server than before has had no other."""
        server = self.app_runner.servers.get((side.name, run.target))
        earlier = self._earlier.get((side.name, run.target))
        if earlier is None or earlier.server is not server:
            for replica, _ in earlier.replicas if earlier else ():
                self.app_runner.discard(replica.side(side), run.target)
            earlier = self._earlier[side.name, run.target] = _Earlier(server)
        earlier.items.append(item)
        if not passed:
            earlier.failed.add(item)

    def ways(
        self, item: pytest.Item, side: Side, run: Run, nextitem: pytest.Item | None
    ) -> tuple[RunOnce, RunOnce | None]:
        """Return what runs an item again, and what does so after the tests before it, for when that shows another app.

        The second is None if there is nothing that an earlier test could have left, or if the item failed, as it would
        again.
        """
        earlier, numbers = self._earlier.get((side.name, run.target)), iter(range(_MOST))

        def run_fresh() -> Conversation | None:
            with self._on(None):
                return self.conversation if run_again(item, nextitem) else None

        def run_after_earlier() -> Conversation | None:
            number = next(numbers, None)
            if earlier is None or number is None:
                return None
            earlier.needed = True
            return self._run_on_replica(earlier, number, item, nextitem)

        is_anew = side.url or side.reset == RESTART or (side.is_apart and run.target == "client")
        if earlier is None or is_anew or item not in earlier.items[1:] or item in earlier.failed:
            return run_fresh, None
        return (run_after_earlier, None) if earlier.needed else (run_fresh, run_after_earlier)

    def _run_on_replica(
        self, earlier: _Earlier, number: int, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Conversation | None:
        """Run what a replica lacks of the tests up to an item; None if the item fails, or has run there already."""
        if number == len(earlier.replicas):
            earlier.replicas.append((Replica(number + 1), 0))
        replica, done = earlier.replicas[number]
        end = earlier.items.index(item) + 1
        if done >= end:
            return None
        missing, passed = earlier.items[done:end], False
        # Fixtures of the module that runs now, which the first of these does not use.
        item.session._setupstate.teardown_exact(missing[0])
        with self._on(replica):
            for member, following in zip(missing, [*missing[1:], nextitem], strict=True):
                passed = run_again(member, following)
        earlier.replicas[number] = (replica, end)
        return self.conversation if passed else None

    @contextmanager
    def _on(self, replica: Replica | None) -> Iterator[None]:
        """Run items on a replica while this is open, or from a fresh start each."""
        self.is_running, self.conversation, self._replica = True, None, replica
        try:
            yield
        finally:
            self.is_running = False


def run_again(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run an item once more, without reporting it; return whether it passed."""
    item._initrequest()  # type: ignore[attr-defined] # as pytest-rerunfailures does
    return all(report.passed for report in runtestprotocol(item, log=False, nextitem=nextitem))
