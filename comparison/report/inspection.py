"""What `comparison inspect` reports: the result, what is known of extensions, and the size of the migration."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..inspection.finding import Finding, Note
from ..inspection.result import Result
from .migration import Extension, MigrationReport

# Words for the kinds of items, singular and plural, in the order in which they are printed.
KINDS: Mapping[str, tuple[str, str]] = {
    "route": ("route", "routes"),
    "class-based view": ("class-based view", "class-based views"),
    "hook": ("hook", "hooks"),
    "error handler": ("error handler", "error handlers"),
    "receiver": ("receiver of signals", "receivers of signals"),
    "signal sent": ("signal sent", "signals sent"),
    "command": ("command", "commands"),
    "blocking call": ("blocking call", "blocking calls"),
    "setting": ("setting that changes its meaning", "settings that change their meaning"),
    "test": ("test", "tests"),
}


@dataclass(frozen=True)
class InspectionReport:
    """The result of an inspection with what `migrate` says of the same files."""

    result: Result
    extensions: tuple[Extension, ...]
    migration: MigrationReport

    @property
    def counts(self) -> dict[str, int]:
        """The number of items of each kind that the app has."""
        counts = Counter(item.kind for item in self.result.items)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}  # type: ignore[index] # KINDS is typed as str

    @property
    def is_dangerous(self) -> bool:
        """Whether something dangerous is open."""
        return bool(self.result.dangerous)

    def by_note(self) -> Iterator[tuple[Note, list[Finding]]]:
        """Yield each note with its open findings, the most dangerous first."""
        for note, findings in groupby(self.result.findings, key=lambda finding: finding.note):
            yield note, list(findings)
