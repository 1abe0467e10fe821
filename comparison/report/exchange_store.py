"""The exchanges of a run on disk, each distinct one once: written while the tests run, by each of their processes."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..compare import Run
from ..values.normalizers import Conversation
from ..values.secrets import Secrets
from .exchange_json import chunk_times, exchange_json
from .recorded import RecordedRun, TestSource

# Bytes that the whole file may have: of further exchanges it is only kept that they were there.
MAX_STORE = 200_000_000
# Seconds to wait for another process that writes.
_PATIENCE = 30
_TABLES = """
CREATE TABLE run (started TEXT);
CREATE TABLE exchange (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, content BLOB);
CREATE TABLE conversation (test TEXT, target TEXT, side TEXT, origin TEXT, exchanges TEXT, times TEXT,
    PRIMARY KEY (test, target, side));
CREATE TABLE source (test TEXT PRIMARY KEY, file TEXT, line INTEGER, text TEXT);
"""


class ExchangeStore:
    """The exchanges of a run in an SQLite file, to which several processes may add.

    Names of tests may have characters that SQLite refuses, so texts are JSON. Methods raise `sqlite3.Error`.
    """

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            # A run that is killed leaves all that was committed; a machine that fails may lose it.
            self._database.execute("PRAGMA synchronous = OFF")
        except sqlite3.Error:
            self._database.close()
            raise

    @classmethod
    def create(cls, path: Path, started: str) -> "ExchangeStore":
        """Replace the file by an empty store of the run that was `started` then; only the user can read it."""
        for name in (path, *(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm", "-journal"))):
            name.unlink(missing_ok=True)
        # SQLite gives its other files the same mode.
        path.touch(mode=0o600)
        store = cls(path)
        # Several processes write, and one that is killed leaves a file that can be read.
        store._database.execute("PRAGMA journal_mode = WAL")
        store._database.executescript(_TABLES)
        store._database.execute("INSERT INTO run VALUES (?)", (started,))
        return store

    def add(self, test: str, run: Run, conversation: Conversation, secrets: Secrets, origin: str = "") -> None:
        """Keep the exchanges of a run of a test, without its secrets; a run that is kept already stays as it is.

        `origin` is the address of the app.
        """
        values = [exchange_json(exchange, secrets, origin) for exchange in conversation]
        times = [chunk_times(exchange.chunks) for exchange in conversation]
        key = (json.dumps(test), run.target, run.side)
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            numbers = [self._number(_text(value).encode()) for value in values]
            row = (*key, json.dumps(_without_user(origin)), _text(numbers), _text(times))
            self._database.execute("INSERT OR IGNORE INTO conversation VALUES (?, ?, ?, ?, ?, ?)", row)

    def add_source(self, test: str, source: TestSource) -> None:
        """Keep where a test is, and its text."""
        row = (json.dumps(test), json.dumps(source.file), source.line, json.dumps(source.text))
        self._database.execute("INSERT OR IGNORE INTO source VALUES (?, ?, ?, ?)", row)

    def has_source(self, test: str) -> bool:
        """Return whether the text of a test is kept."""
        query = "SELECT 1 FROM source WHERE test = ?"
        return self._database.execute(query, (json.dumps(test),)).fetchone() is not None

    @property
    def started(self) -> str:
        """When the run was started."""
        row = self._database.execute("SELECT started FROM run").fetchone()
        return str(row[0]) if row else ""

    def tests(self) -> list[str]:
        """Return the names of the tests that have runs, in the order in which they were added."""
        rows = self._database.execute("SELECT test FROM conversation GROUP BY test ORDER BY min(rowid)")
        return [json.loads(test) for (test,) in rows]

    def runs(self, test: str) -> list[RecordedRun]:
        """Return the runs of a test, with the indices of their exchanges: None for one that was not kept."""
        rows = self._database.execute(
            "SELECT target, side, origin, exchanges, times FROM conversation WHERE test = ? ORDER BY rowid",
            (json.dumps(test),),
        )
        return [RecordedRun(row[0], row[1], *map(json.loads, row[2:])) for row in rows]

    def source(self, test: str) -> TestSource | None:
        """Return where a test is, and its text; None if that is not known."""
        query = "SELECT file, line, text FROM source WHERE test = ?"
        row = self._database.execute(query, (json.dumps(test),)).fetchone()
        return TestSource(json.loads(row[0]), row[1], json.loads(row[2])) if row else None

    def exchanges(self) -> Iterator[dict[str, Any]]:
        """Yield the distinct exchanges, in the order of their indices."""
        for (content,) in self._database.execute("SELECT content FROM exchange ORDER BY number"):
            yield json.loads(zlib.decompress(content))

    def close(self) -> None:
        self._database.close()

    def _number(self, content: bytes) -> int | None:
        """Return the index of an exchange, which is added unless it is there; None if the store is full."""
        digest = hashlib.sha256(content).digest()
        row = self._database.execute("SELECT number FROM exchange WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            if self._size() >= MAX_STORE:
                return None
            new = (digest, zlib.compress(content, 1))
            row = (self._database.execute("INSERT INTO exchange (digest, content) VALUES (?, ?)", new).lastrowid,)
        # SQLite counts from 1.
        return int(row[0]) - 1

    def _size(self) -> int:
        [pages] = self._database.execute("PRAGMA page_count").fetchone()
        [size] = self._database.execute("PRAGMA page_size").fetchone()
        return int(pages) * int(size)


def _text(value: Sequence[Any] | dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _without_user(origin: str) -> str:
    """Return an address without a user's name and password."""
    scheme, separator, rest = origin.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
