"""Compare the recorded conversations of a pair: a Comparison has one cell for each test and target."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from .expected import ExpectedDifference
from .noise import Effects, NormalizerUse, effects_of
from .settings import Settings, Target
from .values.difference import Difference, differences
from .values.normalizers import Conversation, normalize

# `repeat` is the baseline's second run, on the first target: what differs between its two runs is noise.
RunSide = Literal["baseline", "candidate", "repeat"]
CellState = Literal["same", "expected", "different", "failed"]
REPEAT: RunSide = "repeat"
# Normalizers that replace whatever has the form of noise. Only the repeat shows whether the value ever changes.
_BY_FORM = ("random_id", "time")


@dataclass(frozen=True)
class Run:
    """A run of a test: on a target, on a side."""

    target: Target
    side: RunSide

    def __str__(self) -> str:
        return f"{self.target}-{self.side}"


@dataclass(frozen=True)
class RunDifference:
    """A difference between two runs, and the expected difference that covers it, if any."""

    difference: Difference
    expected: ExpectedDifference | None
    runs: tuple[Run, Run]


@dataclass(frozen=True)
class Cell:
    """The result of a test on a target; `failed` is set if an assertion of the test failed."""

    test: str
    target: Target
    differences: tuple[RunDifference, ...] = ()
    failed: bool = False
    seconds: float = 0.0

    @property
    def state(self) -> CellState:
        """The first that applies: `failed`, `different` (a difference is not expected), `expected`, or `same`."""
        if self.failed:
            return "failed"
        if any(difference.expected is None for difference in self.differences):
            return "different"
        return "expected" if self.differences else "same"


@dataclass(frozen=True)
class Comparison:
    """The result of a session: all cells, the unused declarations, and the unpaired tests.

    Unused declarations are only known after a full run. An unpaired test ran on one side of a target alone.
    """

    cells: tuple[Cell, ...]
    unused_expected: tuple[ExpectedDifference, ...] = ()
    unused_normalizers: tuple[str, ...] = ()
    unpaired: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether something was compared, every difference is expected, and nothing is unused or unpaired."""
        is_fine = all(cell.state in ("same", "expected") for cell in self.cells)
        return bool(self.cells) and is_fine and not (self.unused_expected or self.unused_normalizers or self.unpaired)


def runs_of(settings: Settings, against: Target | None) -> list[Run]:
    """Return the runs that each test needs, both sides of each target; the last is the repeat, on the first target.

    A target `against` that is not among the settings' comes first.
    """
    targets = list(settings.targets)
    if against is not None and against not in targets:
        targets.insert(0, against)
    sides: tuple[RunSide, RunSide] = ("baseline", "candidate")
    return [*(Run(target, side) for target in targets for side in sides), Run(targets[0], REPEAT)]


def pairs_to_compare(run: Run, against: Target | None) -> list[tuple[Run, Run]]:
    """Return the pairs of runs that `run` belongs to, at most one; the first of a pair has the expected values."""
    if run.side == REPEAT:
        return [(Run(run.target, "baseline"), run)]
    if against is None:
        return [(Run(run.target, "baseline"), Run(run.target, "candidate"))]
    return [(Run(against, run.side), run)] if run.target != against else []


@dataclass(frozen=True)
class Finding:
    """The outcome of one run of a test.

    `differences` are those from the runs that were recorded before it. `compared` is set if both runs of a pair are
    recorded and at least one sent a request. A run of the baseline has the `effects` of the normalizers that were still
    unused, and the names of those that it showed to be used (`used_normalizers`).
    """

    differences: tuple[RunDifference, ...] = ()
    compared: bool = False
    effects: Effects | None = None
    used_normalizers: tuple[str, ...] = ()


@dataclass
class Comparer:
    """Compares each pair of runs in one process; keeps a conversation for as long as a later run needs it.

    `hidden_differences` are those between the two apps that the normalizers in `_BY_FORM` remove, by test, until the
    repeat shows which of them are noise.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: Target | None = None
    conversations: dict[tuple[str, Run], Conversation] = field(default_factory=dict)
    hidden_differences: dict[str, list[Difference]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.use = NormalizerUse(checked_normalizers(self.settings))

    def add(self, test: str, run: Run, conversation: Conversation) -> Finding:
        """Record a run, and compare it with the runs recorded before it; return the finding."""
        self.conversations[test, run] = conversation
        pairs = [
            pair
            for pair in pairs_to_compare(run, self.against)
            if all((test, member) in self.conversations for member in pair)
        ]
        run_differences = tuple(difference for left, right in pairs for difference in self._compare(test, left, right))
        members = [member for pair in pairs if pair[1].side != REPEAT for member in pair]
        compared = any(self.conversations[test, member] for member in members)
        return replace(self._check_normalizers(test, run), differences=run_differences, compared=compared)

    def discard(self, test: str, remaining: Collection[Run]) -> None:
        """Drop a test's conversations, except those that its remaining runs are compared with: bodies are large."""
        needed = {member for run in remaining for pair in pairs_to_compare(run, self.against) for member in pair}
        for key in [key for key in self.conversations if key[0] == test and key[1] not in needed]:
            del self.conversations[key]
        if not remaining:
            self.hidden_differences.pop(test, None)
            self.use.discard(test)

    def _compare(self, test: str, left: Run, right: Run) -> list[RunDifference]:
        """Return the differences between two runs; for the repeat, also those that turn out to be no noise."""
        is_repeat = right.side == REPEAT
        entries = self.expected_differences if not is_repeat else ()
        plain = self._differences(test, left, right)
        compared = [
            RunDifference(difference, _covering(entries, test, right.target, difference), (left, right))
            for difference in plain
        ]
        if is_repeat:
            return [*compared, *self._constant_differences(test, left, right)]
        if left.target == right.target == self.settings.targets[0]:
            places = {_place(difference) for difference in plain}
            complete = self._differences(test, left, right, omit=_BY_FORM)
            self.hidden_differences[test] = [difference for difference in complete if _place(difference) not in places]
        return compared

    def _constant_differences(self, test: str, baseline: Run, repeat: Run) -> Iterator[RunDifference]:
        """Yield the hidden differences in fields that are equal in both runs of the baseline: they are no noise."""
        varying = {_place(difference) for difference in self._differences(test, baseline, repeat, omit=_BY_FORM)}
        for difference in self.hidden_differences.pop(test, ()):
            if _place(difference) not in varying:
                expected = _covering(self.expected_differences, test, baseline.target, difference)
                yield RunDifference(difference, expected, (baseline, Run(baseline.target, "candidate")))

    def _differences(self, test: str, left: Run, right: Run, omit: Collection[str] = ()) -> list[Difference]:
        """Compare two runs after normalizing, without the normalizers in `omit`."""
        normalizers = [normalizer for normalizer in self.settings.normalizers if normalizer.__name__ not in omit]
        return differences(*(normalize(self.conversations[test, run], normalizers) for run in (left, right)))

    def _check_normalizers(self, test: str, run: Run) -> Finding:
        """Return a finding with the effects of the normalizers that are unused so far, if the run is the baseline's."""
        if run.side == "candidate" or not self.use.unused:
            return Finding()
        unused = set(self.use.unused)
        effects = effects_of(self.conversations[test, run], self.settings.normalizers, unused)
        self.use.add(test, effects)
        return Finding(effects=effects, used_normalizers=tuple(sorted(unused - self.use.unused)))


def checked_normalizers(settings: Settings) -> set[str]:
    """Return the names of the normalizers that are reported if they are unused."""
    return {normalizer.__name__ for normalizer in settings.normalizers} if settings.report_unused_normalizers else set()


def _place(difference: Difference) -> tuple[int, str]:
    return difference.position, difference.field


def _covering(
    entries: Sequence[ExpectedDifference], test: str, target: Target, difference: Difference
) -> ExpectedDifference | None:
    """Return the first expected difference that covers a difference."""
    return next((entry for entry in entries if entry.covers(test, target, difference)), None)
