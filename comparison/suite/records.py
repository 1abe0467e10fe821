"""What the process of a side writes about each test: a line of JSON, with its outcome and its exchanges."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..values.exchange import Body, Chunk, Exchange, Request
from ..values.trace import Event

# `not_runnable` is a test of what only Flask has; `passed` includes an expected failure.
TestOutcome = Literal["passed", "failed", "skipped", "not_runnable"]


@dataclass(frozen=True)
class TestRecord:
    """A test on one side: its outcome, the text of its failure or the reason of its skip, and its exchanges.

    `source` is the line of its function, and the text of it.
    """

    test: str
    outcome: TestOutcome
    text: str = ""
    seconds: float = 0.0
    exchanges: tuple[Exchange, ...] = ()
    source: tuple[int, str] = (0, "")

    # pytest would take it for a test class.
    __test__ = False


class RecordWriter:
    """Appends records to a file, each in one write: several processes may write to it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def add(self, record: TestRecord) -> None:
        self._append(_to_json(record))

    def collected(self, tests: Sequence[str]) -> None:
        """Note the names of all tests that will run."""
        self._append({"collected": list(tests)})

    def failed_to_collect(self, name: str, text: str, reason: str) -> None:
        """Note that a file of tests can't be imported, and why."""
        self._append({"broken": name, "text": text, "reason": reason})

    def start(self, test: str) -> None:
        """Note that a test starts: the last one without a record is that which ended the process."""
        self._append({"started": test})

    def _append(self, value: dict[str, Any]) -> None:
        with self.file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(value) + "\n")


class RecordFile:
    """The records in a file; each is read when it is asked for, as bodies may be large."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.outcomes: dict[str, TestOutcome] = {}
        self.collected: list[str] = []
        # Text and reason of each file of tests that can't be imported.
        self.broken: dict[str, tuple[str, str]] = {}
        self.started: dict[str, bool] = {}
        self._places: dict[str, int] = {}
        self._read_to = 0

    def refresh(self) -> list[str]:
        """Read what was added since the last time; return the names of the tests that have ended."""
        ended = []
        if not self.file.exists():
            return []
        with self.file.open("rb") as lines:
            lines.seek(self._read_to)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                value = json.loads(line)
                if "collected" in value:
                    # Each worker of pytest-xdist collects all tests, and a later process those that are left.
                    self.collected = list(dict.fromkeys([*self.collected, *value["collected"]]))
                elif "broken" in value:
                    self.broken[value["broken"]] = (value["text"], value["reason"])
                elif "started" in value:
                    self.started.setdefault(value["started"], True)
                else:
                    ended.append(value["test"])
                    self.outcomes[value["test"]] = value["outcome"]
                    self._places[value["test"]] = self._read_to
                self._read_to += len(line)
        return ended

    @property
    def unfinished(self) -> list[str]:
        """The tests that have started, and not ended."""
        return [test for test in self.started if test not in self.outcomes]

    def record(self, test: str) -> TestRecord | None:
        """Return the record of a test; None if it has not ended."""
        if test not in self._places:
            return None
        with self.file.open("rb") as lines:
            lines.seek(self._places[test])
            return _from_json(json.loads(lines.readline()))


def _to_json(record: TestRecord) -> dict[str, Any]:
    return {
        "test": record.test,
        "outcome": record.outcome,
        "text": record.text,
        "seconds": record.seconds,
        "exchanges": [_exchange_to_json(exchange) for exchange in record.exchanges],
        "source": record.source,
    }


def _from_json(value: Mapping[str, Any]) -> TestRecord:
    exchanges = tuple(_exchange_from_json(item) for item in value["exchanges"])
    line, text = value["source"]
    return TestRecord(value["test"], value["outcome"], value["text"], value["seconds"], exchanges, (line, text))


def _exchange_to_json(exchange: Exchange) -> dict[str, Any]:
    request = exchange.request
    return {
        "request": [request.method, request.target, request.headers, _body_to_json(request.body)],
        "status": exchange.status,
        "headers": exchange.headers,
        "body": _body_to_json(exchange.body),
        "chunks": [[chunk.at, chunk.size] for chunk in exchange.chunks],
        "at": exchange.at,
        "complete": exchange.complete,
        "broken": exchange.broken,
        "trace": [[event.kind, event.name, event.detail] for event in exchange.trace or ()],
        "log": exchange.log,
    }


def _exchange_from_json(value: Mapping[str, Any]) -> Exchange:
    method, target, headers, body = value["request"]
    return Exchange(
        Request(method, target, _lines(headers), _body_from_json(body)),
        value["status"],
        _lines(value["headers"]),
        _body_from_json(value["body"]),
        tuple(Chunk(at, size) for at, size in value["chunks"]),
        value["at"],
        value["complete"],
        value["broken"],
        trace=tuple(Event(kind, name, detail) for kind, name, detail in value["trace"]),
        log=value["log"],
    )


def _lines(values: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in values)


def _body_to_json(body: Body) -> list[Any]:
    return [body.size, body.sha256, base64.b64encode(body.start).decode()]


def _body_from_json(value: Sequence[Any]) -> Body:
    return Body(value[0], value[1], base64.b64decode(value[2]))
