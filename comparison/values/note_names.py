"""The migration notes that a difference is named by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoteNames:
    """Ids of notes: `certain` ones explain a difference, `possible` ones may explain it."""

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return "FD201", "may be FD250, FD251", or ""."""
        if self.certain:
            return ", ".join(self.certain)
        return f"may be {', '.join(self.possible)}" if self.possible else ""


NO_NOTES = NoteNames()
