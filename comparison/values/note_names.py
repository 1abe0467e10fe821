"""The notes that explain a difference, as a value that the comparison and the reports share."""

from collections.abc import Callable
from dataclasses import dataclass

from .difference import Difference
from .exchange import Exchange


@dataclass(frozen=True)
class NoteNames:
    """The ids of the notes that explain a difference: for certain, or possibly.

    `possible` is empty if a note is certain. Both are empty if no note fits.
    """

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.certain or self.possible)

    def __str__(self) -> str:
        """Return "FD201", "may be FD026 or FD092", or an empty text."""
        if self.certain:
            return ", ".join(self.certain)
        return f"may be {' or '.join(self.possible)}" if self.possible else ""


NO_NOTES = NoteNames()
# Names the notes for a difference between two exchanges, on a target, with a version of Quart.
NamesNotes = Callable[[Difference, Exchange, Exchange, str, str], NoteNames]


def no_notes(
    difference: Difference, baseline: Exchange, candidate: Exchange, target: str, quart_version: str
) -> NoteNames:
    """Name no note."""
    return NO_NOTES
