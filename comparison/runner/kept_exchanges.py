"""Keep the exchanges of the runs of one process on disk, without their secrets, for `comparison report`."""

import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from ..compare import REPEAT, Run, pairs_to_compare
from ..comparer import Comparer
from ..report.exchange_store import ExchangeStore
from ..suite.source import source_of
from .published import published_source, secrets_of


class KeptExchanges:
    """Adds the conversations of each pair of runs to a store, as soon as both have ended; to none without a path.

    The secrets of both are known only then. No run depends on it: after an error, nothing more is kept.
    """

    def __init__(self, path: Path | None, comparer: Comparer, key: str) -> None:
        self.path = path
        self.comparer = comparer
        self.key = key
        self.store: ExchangeStore | None = None
        self.error = ""

    def keep(
        self, test: str, run: Run, remaining: Collection[Run], origin: Callable[[Run], str], item: pytest.Item
    ) -> None:
        """Keep a run and each that it is compared with, but those that one of the `remaining` is compared with too.

        `origin` returns the address of a run's app. `item` has the source of the test.
        """
        if self.path is None or self.error or run.side == REPEAT:
            return
        needed = {member for later in remaining if later.side != REPEAT for member in self._members(later)}
        members = [member for member in self._members(run) if member not in needed]
        try:
            self._keep(self._opened(self.path), test, members, origin, item)
        except (OSError, sqlite3.Error) as error:
            self.error = f"The exchanges were not kept for `comparison report`: {error}."

    def close(self) -> list[str]:
        """Close the store; return a sentence if something was not kept."""
        if self.store is not None:
            self.store.close()
            self.store = None
        return [self.error] if self.error else []

    def _members(self, run: Run) -> list[Run]:
        """Return a run and those that it is compared with, in order."""
        pairs = pairs_to_compare(run, self.comparer.against)
        return list(dict.fromkeys([*(member for pair in pairs for member in pair), run]))

    def _opened(self, path: Path) -> ExchangeStore:
        if self.store is None:
            self.store = ExchangeStore(path)
        return self.store

    def _keep(
        self,
        store: ExchangeStore,
        test: str,
        members: Collection[Run],
        origin: Callable[[Run], str],
        item: pytest.Item,
    ) -> None:
        conversations = self.comparer.conversations
        if not any((test, member) in conversations for member in members):
            return
        secrets = secrets_of(self.key, self.comparer.conversations_of(test))
        for member in members:
            if (test, member) in conversations:
                store.add(test, member, conversations[test, member], secrets, origin(member))
        if not store.has_source(test):
            store.add_source(test, published_source(item.nodeid, source_of(item), secrets))
