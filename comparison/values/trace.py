"""What happened inside an app during an exchange, as values that compare."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A hook, a view, a handler or a teardown that ran, a signal that was sent, or a session that was saved.

    `detail` says with which arguments, and what it gave; what a response holds is compared where it is sent.
    """

    kind: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}{f': {self.detail}' if self.detail else ''}"


Trace = tuple[Event, ...]


def text_of_trace(trace: Iterable[Event]) -> str:
    """Return a trace as lines, in the order in which the events began."""
    return "\n".join(map(str, trace))
