"""Name the notes that explain a difference, by the symptoms of the divergences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from packaging.specifiers import SpecifierSet

from ..values.difference import Difference
from ..values.exchange import Exchange
from ..values.note_names import NoteNames
from .catalogue import all_divergences
from .symptom import Symptom
from .symptom_parts import is_equal_after, texts_of

# Notes that may explain a difference; if more fit equally well, none of these is named.
MOST_POSSIBLE = 3
# Characters of a text that is matched: a longer one fits no pattern.
_LONGEST = 50_000
_REFERENCE = re.compile(r"\(\?P=(\w+)\)")


def notes_of(
    difference: Difference, baseline: Exchange, candidate: Exchange, target: str, quart_version: str
) -> NoteNames:
    """Return the divergences that explain a difference between a Flask app and its Quart port.

    `baseline` and `candidate` are the exchanges that differ, as recorded: noise is replaced in the difference alone.
    `target` is that of the candidate. A divergence is certain if all parts of one of its symptoms fit. It is possible
    if a single part does not fit, which proves no other cause, or if an app's own fault can show in the same way. For
    a header or a body of responses with different statuses none is possible: it differs because the status does.
    """
    fits = [
        fit_of(id, symptom, difference, baseline, candidate)
        for id, symptom in _all_symptoms()
        if is_applicable(symptom, difference, target, quart_version)
    ]
    certain = tuple(dict.fromkeys(fit.id for fit in fits if fit.is_certain))
    if certain or (difference.kind in ("header", "body") and baseline.status != candidate.status):
        return NoteNames(certain)
    return NoteNames(possible=_best([fit for fit in fits if fit.is_possible]))


@dataclass(frozen=True)
class Fit:
    """How a divergence's symptom fits: the parts that do, the failures of the others (`fit_of`), and unknown parts."""

    id: str
    symptom: Symptom
    fitting: int = 0
    failing: int = 0
    unknown: int = 0

    @property
    def is_certain(self) -> bool:
        return self.symptom.certain and not (self.failing or self.unknown)

    @property
    def is_possible(self) -> bool:
        return self.failing <= int(self.symptom.certain)

    @property
    def rank(self) -> tuple[int, int]:
        """The sort key that puts the best fit first."""
        return self.failing + self.unknown, -self.fitting


def _best(fits: Sequence[Fit]) -> tuple[str, ...]:
    """Return the ids of the best fits, at most MOST_POSSIBLE; of equally good ones all or none."""
    ids: tuple[str, ...] = ()
    for _, group in groupby(sorted(fits, key=lambda fit: fit.rank), key=lambda fit: fit.rank):
        more = tuple(dict.fromkeys((*ids, *(fit.id for fit in group))))
        if len(more) > MOST_POSSIBLE:
            break
        ids = more
    return ids


@cache
def _all_symptoms() -> tuple[tuple[str, Symptom], ...]:
    """Return every symptom with the id of its divergence."""
    return tuple((id, symptom) for id, divergence in all_divergences().items() for symptom in divergence.symptoms)


def is_applicable(symptom: Symptom, difference: Difference, target: str, quart_version: str) -> bool:
    """Return whether a symptom shows in the field, on the sides that have it, on the target and in the version."""
    return (
        (symptom.baseline is None) == (difference.baseline is None)
        and (symptom.candidate is None) == (difference.candidate is None)
        and (not symptom.targets or target in symptom.targets)
        and re.fullmatch(symptom.field, difference.field) is not None
        and (not symptom.quart_version or _is_in(quart_version, symptom.quart_version))
    )


def _is_in(version: str, bounds: str) -> bool:
    return bool(version) and SpecifierSet(bounds).contains(version, prereleases=True)


def fit_of(id: str, symptom: Symptom, difference: Difference, baseline: Exchange, candidate: Exchange) -> Fit:
    """Return how a symptom fits a difference that it is applicable to.

    What proves another cause fails twice: a trace or its error, a value unless it is that of a header or a cookie, and
    values that are unequal after the symptom's change.
    """
    groups: dict[str, str] = {}
    # Of each part that is stated: 0 if it fits, else how often it fails.
    failures: list[int] = []
    values, unknown = [], 0
    for pattern, text in ((symptom.baseline, difference.baseline), (symptom.candidate, difference.candidate)):
        weight = 1 if difference.kind in ("header", "cookie") else 2
        failures.append(0 if _fits(pattern, text, groups) else weight)
        values.append(groups.pop("value", text or ""))
    if sum(failures) > 1:
        # Neither certain nor possible: what remains need not be matched.
        return Fit(id, symptom, failing=sum(failures))
    if symptom.equal_after:
        failures.append(0 if is_equal_after(symptom.equal_after, *values) else 2)
    for part, pattern in symptom.where:
        texts = texts_of(part, baseline, candidate)
        if not texts and (pattern is not None or part.endswith(" error")):
            unknown += 1
        elif any(_fits(pattern, text, groups) for text in texts or (None,)):
            failures.append(0)
        else:
            failures.append(2 if part.endswith((" trace", " error")) else 1)
    return Fit(id, symptom, failures.count(0), sum(failures), unknown)


def _fits(pattern: str | None, text: str | None, groups: dict[str, str]) -> bool:
    """Return whether a pattern matches a text; None, for what is missing, matches None alone.

    A reference to a group of an earlier pattern stands for its text, and matches nothing if that pattern did not match.
    The groups of this one are added to `groups`.
    """
    if pattern is None or text is None:
        return pattern is None and text is None
    filled = _REFERENCE.sub(
        lambda reference: re.escape(groups[reference[1]]) if reference[1] in groups else "(?!)", pattern
    )
    match = re.fullmatch(filled, text, re.DOTALL) if len(text) <= _LONGEST else None
    groups.update((name, value) for name, value in (match.groupdict() if match else {}).items() if value is not None)
    return match is not None
