"""From recorded conversations to a Comparison: one cell for each test and target."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .expected import ExpectedDifference
from .noise import Effects, NoiseProof, effects_of
from .settings import Settings
from .values.difference import Difference, differences
from .values.normalizers import Conversation, normalize

AGAIN = "again"
# These replace what looks like noise, whether it is or not: only the baseline's second run can tell.
BLIND = ("random_id", "time")


@dataclass(frozen=True)
class Run:
    """One run of a test: on a target, on a side (`baseline`, `candidate`, or `again`: the baseline once more)."""

    target: str
    side: str

    def __str__(self) -> str:
        return f"{self.target}-{self.side}"


@dataclass(frozen=True)
class JudgedDifference:
    """A difference between two runs, and the expected difference that covers it, if there is one."""

    difference: Difference
    expected: ExpectedDifference | None
    runs: tuple[Run, Run]


@dataclass(frozen=True)
class Cell:
    """What a test showed on a target: `same`, `expected`, `different`, or `failed` (an assertion of its own)."""

    test: str
    target: str
    judged: tuple[JudgedDifference, ...] = ()
    failed: bool = False
    seconds: float = 0.0

    @property
    def state(self) -> str:
        if self.failed:
            return "failed"
        if any(judged.expected is None for judged in self.judged):
            return "different"
        return "expected" if self.judged else "same"


@dataclass(frozen=True)
class Comparison:
    """All cells, what was declared but had no effect in a full run, and which tests ran on one side only."""

    cells: tuple[Cell, ...]
    unused_expected: tuple[ExpectedDifference, ...] = ()
    unused_normalizers: tuple[str, ...] = ()
    unpaired: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether something was compared, and every difference is expected."""
        fine = all(cell.state in ("same", "expected") for cell in self.cells)
        return bool(self.cells) and fine and not (self.unused_expected or self.unused_normalizers or self.unpaired)


def runs_of(settings: Settings, against: str | None) -> list[Run]:
    """Return the runs that each test needs, the last of them the baseline once more, to see its noise."""
    targets = list(settings.targets)
    if against is not None and against not in targets:
        targets.insert(0, against)
    runs = [Run(target, side) for target in targets for side in ("baseline", "candidate")]
    return [*runs, Run(targets[0], AGAIN)]


def partners(run: Run, against: str | None) -> list[tuple[Run, Run]]:
    """Return the pairs of runs to compare once `run` is recorded, the expected one first."""
    if run.side == AGAIN:
        return [(Run(run.target, "baseline"), run)]
    if against is None:
        return [(Run(run.target, "baseline"), Run(run.target, "candidate"))]
    return [(Run(against, run.side), run)] if run.target != against else []


@dataclass(frozen=True)
class Finding:
    """The outcome of one run of a test: `judged` are its differences from the runs that were recorded before it.

    `compared` says that both apps' runs on its target are recorded, and at least one sent a request. A run of the
    baseline has the `effects` that prove noise, where normalizers are judged, and the names of those that it `proved`.
    """

    judged: tuple[JudgedDifference, ...] = ()
    compared: bool = False
    effects: Effects | None = None
    proved: tuple[str, ...] = ()


@dataclass
class Ledger:
    """Keeps the conversations of the runs in one process while they are needed, and judges each pair of runs."""

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: str | None = None
    conversations: dict[tuple[str, Run], Conversation] = field(default_factory=dict)
    masked: dict[str, list[Difference]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.proof = NoiseProof(judged_normalizers(self.settings))

    def add(self, test: str, run: Run, conversation: Conversation) -> Finding:
        """Record a run; return what differs between it and its partners that are recorded too."""
        self.conversations[test, run] = conversation
        pairs = [pair for pair in partners(run, self.against) if all((test, run) in self.conversations for run in pair)]
        judged = tuple(judged for left, right in pairs for judged in self.judge(test, left, right))
        apart = [pair for pair in pairs if pair[1].side != AGAIN]
        compared = any(self.conversations[test, run] for pair in apart for run in pair)
        return replace(self.noise_of(test, run), judged=judged, compared=compared)

    def judge(self, test: str, left: Run, right: Run) -> list[JudgedDifference]:
        entries = self.expected_differences if right.side != AGAIN else ()
        differing = self.between(test, left, right)
        judged = [
            JudgedDifference(difference, expected_by(entries, test, right.target, difference), (left, right))
            for difference in differing
        ]
        if right.side == AGAIN:
            judged += self.steady(test, left, right)
        elif left.target == right.target == self.settings.targets[0]:
            places = {place(difference) for difference in differing}
            masked = self.between(test, left, right, BLIND)
            self.masked[test] = [difference for difference in masked if place(difference) not in places]
        return judged

    def steady(self, test: str, left: Run, again: Run) -> Iterator[JudgedDifference]:
        """Yield what differs between the apps, looks like noise, and is none: the baseline has it each time."""
        varying = {place(difference) for difference in self.between(test, left, again, BLIND)}
        for difference in self.masked.pop(test, ()):
            if place(difference) not in varying:
                expected_difference = expected_by(self.expected_differences, test, left.target, difference)
                yield JudgedDifference(difference, expected_difference, (left, Run(left.target, "candidate")))

    def between(self, test: str, left: Run, right: Run, leave_out: Collection[str] = ()) -> list[Difference]:
        normalizers = [normalizer for normalizer in self.settings.normalizers if normalizer.__name__ not in leave_out]
        sides = [normalize(self.conversations[test, run], normalizers) for run in (left, right)]
        return differences(*sides)

    def noise_of(self, test: str, run: Run) -> Finding:
        """Return the effects on a run of the baseline of those normalizers that are not proved yet."""
        if run.side == "candidate" or not self.proof.unproved:
            return Finding()
        unproved = set(self.proof.unproved)
        effects = effects_of(self.conversations[test, run], self.settings.normalizers, unproved)
        self.proof.add(test, effects)
        return Finding(effects=effects, proved=tuple(sorted(unproved - self.proof.unproved)))

    def forget(self, test: str, remaining: Collection[Run]) -> None:
        """Drop a test's conversations but those that its remaining runs are compared with: bodies are large."""
        needed = {run for missing in remaining for pair in partners(missing, self.against) for run in pair}
        for key in [key for key in self.conversations if key[0] == test and key[1] not in needed]:
            del self.conversations[key]
        if not remaining:
            self.masked.pop(test, None)
            self.proof.forget(test)


def judged_normalizers(settings: Settings) -> set[str]:
    """Return the names of the normalizers that must prove their use."""
    return {normalizer.__name__ for normalizer in settings.normalizers} if settings.judged else set()


def place(difference: Difference) -> tuple[int, str]:
    return difference.position, difference.field


def expected_by(
    entries: Sequence[ExpectedDifference], test: str, target: str, difference: Difference
) -> ExpectedDifference | None:
    """Return the first entry that covers a difference."""
    return next((entry for entry in entries if entry.covers(test, target, difference)), None)
