"""Findings: the places in an app that concern a divergence, the most dangerous divergence first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..values.severity import Harm, Severity
from .app import InspectedApp
from .detector import Detector, Trigger
from .matches import matches
from .serving_files import FileText
from .spot import Spot

# The worst harms: with each of them, a finding is dangerous whatever its severity.
_DANGEROUS_HARMS = ("security", "data", "availability")


@dataclass(frozen=True)
class Note:
    """What a note says of itself, and how it is detected. `order` sorts notes, the most dangerous first."""

    id: str
    title: str
    feature: str
    severity: Severity
    harm: Harm
    impact: str
    remedy: str
    order: tuple[object, ...]
    detector: Detector


@dataclass(frozen=True)
class Finding:
    """A place that a note concerns, with a sentence about what happens there."""

    note: Note
    spot: Spot
    sentence: str

    @property
    def severity(self) -> Severity:
        return "silent" if self.spot.is_silent else self.note.severity

    @property
    def harm(self) -> Harm:
        """The harm of the note; in a test nothing but development is harmed."""
        if self.spot.is_test:
            return "development"
        return "security" if self.spot.is_silent else self.note.harm

    @property
    def is_dangerous(self) -> bool:
        """Whether it has to be closed: no error shows it, or it harms security, data or availability."""
        if self.harm == "development" or self.severity == "cosmetic":
            return False
        return (self.severity == "silent" and self.harm not in ("look", "speed")) or self.harm in _DANGEROUS_HARMS

    @property
    def key(self) -> tuple[str, str, str]:
        """What a baseline knows a finding by: its note, its file and the text of its line."""
        return self.note.id, self.spot.path, self.spot.text


@dataclass(frozen=True, eq=False)
class Inspection:
    """The findings of notes in an app, and the notes that concern it at no line."""

    app: InspectedApp
    notes: tuple[Note, ...]
    texts: tuple[FileText, ...] = ()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, the most dangerous note first, each place of a note once."""
        findings = [finding for note in self.notes if self._applies(note) for finding in self._findings_of(note)]
        return tuple(sorted(findings, key=_order))

    @cached_property
    def everywhere(self) -> tuple[Note, ...]:
        """The notes that concern every app, at no line of it."""
        return tuple(note for note in self.notes if note.detector.always and self._applies(note))

    @cached_property
    def undetectable(self) -> tuple[Note, ...]:
        """The notes that no source shows."""
        return tuple(note for note in self.notes if note.detector.undetectable)

    @cached_property
    def _spots(self) -> dict[Trigger, tuple[Spot, ...]]:
        return {}

    def _applies(self, note: Note) -> bool:
        """Return whether the app has what a note asks for, and lacks what closes it."""
        detector = note.detector
        return all(map(self._matches, detector.when)) and not any(map(self._matches, detector.unless))

    def _matches(self, trigger: Trigger) -> tuple[Spot, ...]:
        if trigger not in self._spots:
            self._spots[trigger] = tuple(dict.fromkeys(matches(self.app, trigger, self.texts)))
        return self._spots[trigger]

    def _findings_of(self, note: Note) -> Iterator[Finding]:
        lines: set[tuple[str, int]] = set()
        for trigger in note.detector.triggers:
            for spot in self._matches(trigger):
                if (spot.path, spot.line) not in lines:
                    lines.add((spot.path, spot.line))
                    yield Finding(note, spot, trigger.sentence.replace("{name}", spot.name))


def without_repetitions(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out the finding of a rule at a line where a divergence is found too, unless that of the rule is silent."""
    findings = tuple(findings)
    lines = {(finding.spot.path, finding.spot.line) for finding in findings if finding.note.id.startswith("FD")}
    return tuple(
        finding
        for finding in findings
        if finding.note.id.startswith("FD")
        or finding.spot.is_silent
        or (finding.spot.path, finding.spot.line) not in lines
    )


def _order(finding: Finding) -> tuple[object, ...]:
    """Return what sorts findings: silent places of a rule come first, then by the note's danger and the place."""
    return (not finding.spot.is_silent or finding.spot.is_test, *finding.note.order, finding.note.id, finding.spot)
