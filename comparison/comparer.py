"""Compare the runs of a pair in one process, and find out which of their differences are noise."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import chain

from .compare import REPEAT, Finding, Run, RunDifference, checked_normalizers, pairs_to_compare, runs_of
from .expected import ExpectedDifference, covering
from .noise import NormalizerUse, effects_of
from .settings import Settings, Target
from .values.difference import Difference, differences
from .values.masking import Masked, Noise, masked, without_lengths
from .values.normalizers import Conversation, normalize
from .values.note_names import NamesNotes, NoteNames, no_notes

# Normalizers that replace whatever has the form of noise. Only the repeat shows whether the value ever changes.
_BY_FORM = ("random_id", "time")
# The values of a difference, and of one at its place in a test.
Values = tuple[str, str | None, str | None]
_Place = tuple[str, int, Values]


@dataclass
class Comparer:
    """Compares each pair of runs in one process; keeps a conversation for as long as a later run needs it.

    `repeats` are more runs of the baseline, by test and target, each from a fresh start: what varies between them is
    noise. `quart` is the candidate's version of Quart, by default that of this interpreter. `agreements` says how
    often the baseline has agreed with itself in the places of differences, and in others where the same values differ.
    `hidden_differences` are those between the two apps that the normalizers in `_BY_FORM` remove, by test, until the
    repeat shows which of them are noise.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: Target | None = None
    name_notes: NamesNotes = no_notes
    quart: str = ""
    conversations: dict[tuple[str, Run], Conversation] = field(default_factory=dict)
    hidden_differences: dict[str, list[RunDifference]] = field(default_factory=dict)
    repeats: dict[str, dict[Target, list[Conversation]]] = field(default_factory=dict)
    agreements: dict[_Place | Values, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Once: to look it up reads a file.
        self.quart = self.quart or version("quart")
        self.use = NormalizerUse(checked_normalizers(self.settings))

    def add(self, test: str, run: Run, conversation: Conversation) -> Finding:
        """Record a run, and compare it with the runs recorded before it; return the finding."""
        self.conversations[test, run] = conversation
        return self.compare(test, run)

    def compare(self, test: str, run: Run) -> Finding:
        """Compare a recorded run with those before it, and with the repeats that there are; return the finding."""
        pairs = self._pairs(test, run)
        compared_pairs = [self._compare(test, left, right) for left, right in pairs]
        members = [member for pair in pairs if pair[1].side != REPEAT for member in pair]
        compared = any(self.conversations[test, member] for member in members)
        finding = self._check_normalizers(test, run)
        return replace(
            finding,
            differences=tuple(difference for _, run_differences in compared_pairs for difference in run_differences),
            noise=tuple(noise for result, _ in compared_pairs for noise in result.noise),
            compared=compared,
        )

    def open_differences(self, test: str, finding: Finding) -> list[Difference]:
        """Return the differences that are not expected, and of which it is open whether they are noise."""
        unexpected = (difference.difference for difference in finding.differences if difference.expected is None)
        return [difference for difference in unexpected if self._agreements(test, difference) is None]

    def with_agreements(self, test: str, finding: Finding) -> Finding:
        """Return a finding whose differences say how often the baseline agreed with itself in their places."""
        varying = self._varying_places(test)
        counted = (
            replace(
                difference,
                agreed=self._agreements(test, difference.difference) or 0,
                varies=_position(difference.difference) in varying,
            )
            for difference in finding.differences
        )
        return replace(finding, differences=tuple(counted))

    def _varying_places(self, test: str) -> set[tuple[int, str]]:
        """Return the places in which the repeats of a test differ from each other."""
        places = set()
        for runs in self.repeats.get(test, {}).values():
            first, *later = (normalize(conversation, self.settings.all_normalizers) for conversation in runs)
            places |= {_position(difference) for run in later for difference in differences(first, run)}
        return places

    def add_repeat(self, test: str, target: Target, conversation: Conversation) -> None:
        """Record one more run of the baseline, from a fresh start."""
        self.repeats.setdefault(test, {}).setdefault(target, []).append(conversation)

    def add_agreements(self, test: str, differences: Collection[Difference], number: int) -> None:
        """Note that the baseline has agreed with itself in the places of these differences."""
        for difference in differences:
            self.agreements[_place(test, difference)] = number
            if difference.kind in ("header", "cookie", "status", "body"):
                self.agreements[_values(difference)] = number

    def conversations_of(self, test: str) -> Iterator[Conversation]:
        """Yield the conversations of a test that are kept, those of the repeats too, as recorded and normalized."""
        keys = [(test, run) for run in runs_of(self.settings, self.against)]
        recorded = [self.conversations[key] for key in keys if key in self.conversations]
        for conversation in chain(recorded, *self.repeats.get(test, {}).values()):
            yield conversation
            yield normalize(conversation, self.settings.all_normalizers)

    def discard(self, test: str, remaining: Collection[Run]) -> None:
        """Drop a test's conversations, except those that its remaining runs are compared with: bodies are large."""
        needed = {member for run in remaining for pair in pairs_to_compare(run, self.against) for member in pair}
        for key in [key for key in self.conversations if key[0] == test and key[1] not in needed]:
            del self.conversations[key]
        if not remaining:
            self.hidden_differences.pop(test, None)
            self.repeats.pop(test, None)
            self.use.discard(test)

    def _pairs(self, test: str, run: Run) -> list[tuple[Run, Run]]:
        """Return the pairs of recorded runs that a run belongs to."""
        return [
            pair
            for pair in pairs_to_compare(run, self.against)
            if all((test, member) in self.conversations for member in pair)
        ]

    def _compare(self, test: str, left: Run, right: Run) -> tuple[Masked, list[RunDifference]]:
        """Return two runs without what varies, and their differences.

        What the repeat shows is noise, no difference; but with it come the hidden differences that are no noise.
        """
        result = self._masked(test, left, right)
        plain = self._differences(test, left, right, result)
        if right.side == REPEAT:
            noise = tuple(_noise(difference) for difference in plain)
            return replace(result, noise=noise), [*self._constant_differences(test, left, right)]
        compared = self._with_lengths(
            test, [self._run_difference(test, left, right, difference) for difference in plain]
        )
        if left.target == right.target == self.settings.targets[0]:
            self.hidden_differences[test] = self._hidden(test, left, right, compared)
        return result, compared

    def _hidden(self, test: str, left: Run, right: Run, compared: Sequence[RunDifference]) -> list[RunDifference]:
        """Return the differences that the normalizers in `_BY_FORM` remove: beside those that are known already.

        Where an expected difference is known, what hides is the part of the field that is not expected.
        """
        known = {_position(item.difference): item.expected is not None for item in compared}
        complete = self._differences(test, left, right, self._masked(test, left, right, omit=_BY_FORM))
        return [
            self._run_difference(test, left, right, difference)
            for difference in complete
            if (is_expected := known.get(_position(difference))) is None
            or (is_expected and covering(self.expected_differences, test, right.target, difference) is None)
        ]

    def _with_lengths(self, test: str, compared: Sequence[RunDifference]) -> list[RunDifference]:
        """Return differences of which a Content-Length that is right for its body is as expected as the body's is."""
        bodies = {item.difference.position: item.expected for item in compared if item.difference.kind == "body"}

        def with_length(item: RunDifference) -> RunDifference:
            difference = item.difference
            expected = bodies.get(difference.position)
            if difference.field != "header content-length" or item.expected or expected is None:
                return item
            sizes = [str(self.conversations[test, run][difference.position - 1].body.size) for run in item.runs]
            is_right = sizes == [difference.baseline, difference.candidate]
            return replace(item, expected=expected) if is_right else item

        return [with_length(item) for item in compared]

    def _run_difference(self, test: str, left: Run, right: Run, difference: Difference) -> RunDifference:
        """Return a difference with what is known of it: whether it is expected, and its notes."""
        expected = covering(self.expected_differences, test, right.target, difference)
        conversations = [self.conversations[test, run] for run in (left, right)]
        notes, logs = NoteNames(), ("", "")
        if difference.position <= min(map(len, conversations)):
            baseline, candidate = (conversation[difference.position - 1] for conversation in conversations)
            notes = self.name_notes(difference, baseline, candidate, right.target, self.quart)
            if difference.kind in ("status", "end"):
                logs = (baseline.log, candidate.log)
        return RunDifference(difference, expected, (left, right), notes, logs=logs)

    def _constant_differences(self, test: str, baseline: Run, repeat: Run) -> Iterator[RunDifference]:
        """Yield the hidden differences in fields that are equal in both runs of the baseline: they are no noise."""
        runs = self._masked(test, baseline, repeat, omit=_BY_FORM)
        varying = {_position(difference) for difference in self._differences(test, baseline, repeat, runs)}
        for hidden in self.hidden_differences.pop(test, ()):
            if _position(hidden.difference) not in varying:
                yield hidden

    def _masked(self, test: str, left: Run, right: Run, omit: Collection[str] = ()) -> Masked:
        """Return two runs, normalized without the normalizers in `omit`, and without what the repeats show to vary."""
        normalizers = [normalizer for normalizer in self.settings.all_normalizers if normalizer.__name__ not in omit]
        baseline, candidate = (normalize(self.conversations[test, run], normalizers) for run in (left, right))
        result = Masked(baseline, candidate, ())
        for runs in self._known_repeats(test, left.target):
            normalized = [normalize(run, normalizers) for run in runs]
            more = masked(result.baseline, result.candidate, normalized)
            result = replace(more, noise=(*result.noise, *more.noise))
        return without_lengths(result, self.conversations[test, left], self.conversations[test, right])

    def _known_repeats(self, test: str, target: Target) -> Iterator[Sequence[Conversation]]:
        """Yield the repeats of a test on a target, or else those on the others."""
        known = self.repeats.get(test, {})
        for runs in [known[target]] if len(known.get(target, ())) > 1 else known.values():
            if len(runs) > 1:
                yield runs

    def _differences(self, test: str, left: Run, right: Run, result: Masked) -> list[Difference]:
        """Return the differences of two runs, with the requests as they were sent."""
        requests = [exchange.request for exchange in self.conversations[test, left]]
        return differences(result.baseline, result.candidate, requests)

    def _check_normalizers(self, test: str, run: Run) -> Finding:
        """Return a finding with the effects of the normalizers that are unused so far, if the run is the baseline's."""
        if run.side == "candidate" or not self.use.unused:
            return Finding()
        unused = set(self.use.unused)
        effects = effects_of(self.conversations[test, run], self.settings.all_normalizers, unused)
        self.use.add(test, effects)
        return Finding(effects=effects, used_normalizers=tuple(sorted(unused - self.use.unused)))

    def _agreements(self, test: str, difference: Difference) -> int | None:
        """Return how often the baseline agreed with itself in the place of a difference; None if that is open."""
        return self.agreements.get(_place(test, difference), self.agreements.get(_values(difference)))


def _values(difference: Difference) -> Values:
    return difference.field, difference.baseline, difference.candidate


def _place(test: str, difference: Difference) -> _Place:
    return test, difference.position, _values(difference)


def _noise(difference: Difference) -> Noise:
    """Return the noise that a difference between two runs of the baseline is."""
    examples = (difference.baseline or "(none)", difference.candidate or "(none)")
    return Noise(difference.position, str(difference.request), difference.field, examples)


def _position(difference: Difference) -> tuple[int, str]:
    return difference.position, difference.field
