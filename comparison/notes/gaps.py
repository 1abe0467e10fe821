"""Read `gaps.toml`: names that Quart lacks or changed, each with its note and the remedy; report their uses."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..inspection.detector import NameUse, Place
from ..inspection.name_uses import has_arguments
from ..migrate.change import Change, ManualChange
from ..migrate.evidence import is_test_module
from ..migrate.source import Source

PATH = Path(__file__).with_name("gaps.toml")


@dataclass(frozen=True)
class Gap:
    """Names of Flask's world that a rule cannot rewrite, the note that describes why, and what to do.

    With `on_event_loop`, only uses in code that runs on the event loop are reported; those in tests are not, since no
    other request waits there. A call with a keyword of `unless` is left out, and with `only_with` every call without
    one of those. An unpacked argument may have any keyword.
    """

    id: str
    names: tuple[str, ...]
    remedy: str
    on_event_loop: bool = False
    unless: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()

    @property
    def rewrite(self) -> Callable[[Source], Iterator[Change]]:
        """The function that reports each use; it changes nothing."""
        return self._uses

    @property
    def use(self) -> NameUse:
        """The uses that are reported, as the trigger of a detector."""
        place: Place = "everywhere" if any(name.startswith("flask.testing.") for name in self.names) else "app"
        return NameUse(
            self.names, only_with=self.only_with, unless=self.unless, on_event_loop=self.on_event_loop, place=place
        )

    def _uses(self, source: Source) -> Iterator[Change]:
        for use in source.uses(*self.names):
            is_waited_for = source.runs_on_event_loop(use) and not is_test_module(source.module)
            if (is_waited_for or not self.on_event_loop) and has_arguments(source, self.use, use):
                yield ManualChange(use, self.remedy)


def blocking_names() -> tuple[str, ...]:
    """Return the names of calls that block the event loop."""
    return tuple(name for gap in all_gaps() if gap.id == "FD005" for name in gap.names)


@cache
def all_gaps() -> tuple[Gap, ...]:
    """Return all gaps of gaps.toml, in its order."""
    entries = tomllib.loads(PATH.read_text(encoding="utf-8"))["gap"]
    return tuple(
        Gap(
            entry["note"],
            tuple(entry["names"]),
            entry["remedy"],
            entry.get("on_event_loop", False),
            tuple(entry.get("unless", ())),
            tuple(entry.get("only_with", ())),
        )
        for entry in entries
    )
