"""Read `gaps.toml`: names that Quart lacks or changed, each with its note and the remedy; report their uses."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..migrate.change import Change, ManualChange
from ..migrate.source import Source

PATH = Path(__file__).with_name("gaps.toml")


@dataclass(frozen=True)
class Gap:
    """Names of Flask's world that a rule cannot rewrite, the note that describes why, and what to do.

    With `on_event_loop`, only uses in code that runs on the event loop are reported.
    """

    id: str
    names: tuple[str, ...]
    remedy: str
    on_event_loop: bool = False

    @property
    def rewrite(self) -> Callable[[Source], Iterator[Change]]:
        """The function that reports each use; it changes nothing."""
        return self._uses

    def _uses(self, source: Source) -> Iterator[Change]:
        for use in source.uses(*self.names):
            if not self.on_event_loop or source.runs_on_event_loop(use):
                yield ManualChange(use, self.remedy)


@cache
def all_gaps() -> tuple[Gap, ...]:
    """Return all gaps, in the order of the file."""
    entries = tomllib.loads(PATH.read_text(encoding="utf-8"))["gap"]
    return tuple(
        Gap(entry["note"], tuple(entry["names"]), entry["remedy"], entry.get("on_event_loop", False))
        for entry in entries
    )
