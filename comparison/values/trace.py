"""What happened inside an app during an exchange, as values that can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True)
class Event:
    """A hook, view, error handler or teardown that ran, a signal that was sent, or a session that was saved.

    `detail` has the arguments, the return value or the exception. A response appears as "response" alone: the exchange
    itself has its content.
    """

    kind: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}{f': {self.detail}' if self.detail else ''}"


Trace = tuple[Event, ...]


def details_text(trace: Iterable[Event]) -> str:
    """Return the details of a trace as lines, in the order of the events."""
    return "\n".join(map(attrgetter("detail"), trace))


def trace_text(trace: Iterable[Event]) -> str:
    """Return a trace as lines, in the order of the events."""
    return "\n".join(map(str, trace))
