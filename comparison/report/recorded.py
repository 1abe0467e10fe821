"""What was recorded in a run: the distinct exchanges, which of them each run had, and the source of each test."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class RecordedRun:
    """A run of a test: on a target, on a side, at an address, with the indices of its exchanges in order.

    An index is None for an exchange that was not kept. `times` has a list for each exchange: of each chunk of the
    body, the milliseconds since the request was sent, and the size in bytes.
    """

    target: str
    side: str
    origin: str
    exchanges: Sequence[int | None]
    times: Sequence[Sequence[Sequence[float]]]


@dataclass(frozen=True)
class TestSource:
    """Where a test is, and its text. The file is relative to the project."""

    __test__ = False

    file: str
    line: int
    text: str


class Recorded(Protocol):
    """What was recorded in a run."""

    def runs(self, test: str) -> list[RecordedRun]:
        """Return the runs of a test."""

    def source(self, test: str) -> TestSource | None:
        """Return where a test is, and its text; None if that is not known."""

    def exchanges(self) -> Iterator[Mapping[str, Any]]:
        """Yield the distinct exchanges, in the order of their indices."""


class RecordedInResult:
    """What was recorded, from the JSON of a result; nothing where it has no exchanges."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self._tests = {item["test"]: item for item in result.get("tests", ())}
        self._exchanges = result.get("exchanges", ())

    def runs(self, test: str) -> list[RecordedRun]:
        return [RecordedRun(**run) for run in self._tests.get(test, {}).get("runs", ())]

    def source(self, test: str) -> TestSource | None:
        value = self._tests.get(test, {}).get("source")
        return None if value is None else TestSource(**value)

    def exchanges(self) -> Iterator[Mapping[str, Any]]:
        yield from self._exchanges


def test_json(recorded: Recorded, test: str) -> dict[str, Any]:
    """Return what was recorded of a test as JSON values."""
    source = recorded.source(test)
    runs = [asdict(run) for run in recorded.runs(test)]
    return {"test": test, "source": None if source is None else asdict(source), "runs": runs}
