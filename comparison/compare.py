"""From recorded conversations to a Comparison: one cell for each test and target."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from .difference import Difference, differences
from .explanation import Explanation
from .normalizers import Conversation, normalize
from .settings import Settings

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
class Judged:
    """A difference between two runs, and the explanation that covers it, if one does."""

    difference: Difference
    explanation: Explanation | None
    runs: tuple[Run, Run]


@dataclass(frozen=True)
class Cell:
    """What a test showed on a target: `same`, `explained`, `different`, or `failed` (an assertion of its own)."""

    test: str
    target: str
    judged: tuple[Judged, ...] = ()
    failed: bool = False
    seconds: float = 0.0

    @property
    def state(self) -> str:
        if self.failed:
            return "failed"
        if any(judged.explanation is None for judged in self.judged):
            return "different"
        return "explained" if self.judged else "same"


@dataclass(frozen=True)
class Comparison:
    """All cells, what was declared but had no effect in a full run, and which tests ran on one side only."""

    cells: tuple[Cell, ...]
    idle_explanations: tuple[Explanation, ...] = ()
    idle_normalizers: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether something was compared, and nothing differs that is not explained."""
        fine = all(cell.state in ("same", "explained") for cell in self.cells)
        return bool(self.cells) and fine and not (self.idle_explanations or self.idle_normalizers or self.halves)


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


@dataclass
class Ledger:
    """Collects the conversations of a session, and judges each pair when it is complete."""

    settings: Settings
    explanations: tuple[Explanation, ...] = ()
    against: str | None = None
    conversations: dict[tuple[str, Run], Conversation] = field(default_factory=dict)
    used: set[Explanation] = field(default_factory=set)
    effective: set[str] = field(default_factory=set)
    judged: dict[tuple[str, str], list[Judged]] = field(default_factory=dict)
    ran: dict[str, set[Run]] = field(default_factory=dict)
    compared: set[tuple[str, str]] = field(default_factory=set)
    masked: dict[str, list[Difference]] = field(default_factory=dict)

    def add(self, test: str, run: Run, conversation: Conversation) -> list[Judged]:
        """Record a run; return what differs between it and its partner, when that is known too."""
        self.conversations[test, run] = conversation
        self.ran.setdefault(test, set()).add(run)
        found: list[Judged] = []
        for left, right in partners(run, self.against):
            if (test, left) in self.conversations and (test, right) in self.conversations:
                found += self.judge(test, left, right)
        self.watch_noise(test, run)
        return found

    def judge(self, test: str, left: Run, right: Run) -> list[Judged]:
        cell = self.judged.setdefault((test, right.target), [])
        explanations = self.explanations if right.side != AGAIN else ()
        if right.side != AGAIN and (self.conversations[test, left] or self.conversations[test, right]):
            self.compared.add((test, right.target))
        differing = self.between(test, left, right)
        found = [Judged(one, covering(explanations, test, right.target, one), (left, right)) for one in differing]
        if right.side == AGAIN:
            found += self.steady(test, left, right)
        elif left.target == right.target == self.settings.targets[0]:
            places = {place(one) for one in differing}
            masked = [one for one in self.between(test, left, right, BLIND) if place(one) not in places]
            self.masked[test] = masked
        self.used |= {one.explanation for one in found if one.explanation is not None}
        cell += found
        return found

    def steady(self, test: str, left: Run, again: Run) -> Iterator[Judged]:
        """Yield what differs between the apps, looks like noise, and is none: the baseline has it each time."""
        varying = {place(one) for one in self.between(test, left, again, BLIND)}
        for one in self.masked.pop(test, ()):
            if place(one) not in varying:
                explanation = covering(self.explanations, test, left.target, one)
                yield Judged(one, explanation, (left, Run(left.target, "candidate")))

    def between(self, test: str, left: Run, right: Run, leave_out: Collection[str] = ()) -> list[Difference]:
        normalizers = [one for one in self.settings.normalizers if one.__name__ not in leave_out]
        sides = [normalize(self.conversations[test, run], normalizers) for run in (left, right)]
        return differences(*sides)

    def watch_noise(self, test: str, run: Run) -> None:
        """Note which normalizers remove something that the baseline shows against itself, on any two of its runs."""
        if run.side == "candidate":
            return
        others = [one for name, one in self.conversations if name == test and one.side != "candidate" and one != run]
        for other in others:
            unproved = {one.__name__ for one in self.settings.normalizers} - self.effective
            expected = len(self.between(test, other, run)) if unproved else 0
            self.effective |= {name for name in unproved if len(self.between(test, other, run, [name])) > expected}

    def forget(self, test: str, keep: Run | None = None) -> None:
        """Drop a test's conversations, all but one, when nothing more is to be compared with them: bodies are large."""
        for key in [key for key in self.conversations if key[0] == test and key[1] != keep]:
            del self.conversations[key]
        if keep is None:
            self.masked.pop(test, None)

    def comparison(
        self, tests: Sequence[str], failed: set[tuple[str, str]], seconds: dict[tuple[str, str], float], full: bool
    ) -> Comparison:
        """Return the result; `full` says that every test ran on every target, so that what is idle can be told."""
        cells = tuple(self.cells(tests, failed, seconds))
        halves = tuple(dict.fromkeys(self.halves(tests, failed)))
        if not full or self.against is not None:
            return Comparison(cells, halves=halves)
        explanations = tuple(one for one in self.explanations if one.holds and one not in self.used)
        names = [one.__name__ for one in self.settings.normalizers] if self.settings.judged else []
        return Comparison(cells, explanations, tuple(name for name in names if name not in self.effective), halves)

    def halves(self, tests: Sequence[str], failed: set[tuple[str, str]]) -> Iterator[str]:
        """Yield each test that ran on one side of a target, did not fail, and has nothing to be compared with."""
        for test in tests:
            for run in self.ran.get(test, ()):
                if run.side == AGAIN or (self.against is not None and run.target == self.against):
                    continue
                if (test, run.target) not in self.compared and not any(one == test for one, _ in failed):
                    yield f"{test} on {run.target}"

    def cells(
        self, tests: Sequence[str], failed: set[tuple[str, str]], seconds: dict[tuple[str, str], float]
    ) -> Iterator[Cell]:
        for test in tests:
            for target in dict.fromkeys(run.target for run in runs_of(self.settings, self.against)):
                key = (test, target)
                if key in self.compared or key in failed or self.judged.get(key):
                    judged = tuple(self.judged.get(key, ()))
                    yield Cell(test, target, judged, key in failed, seconds.get(key, 0.0))


def place(difference: Difference) -> tuple[int, str]:
    return difference.position, difference.field


def covering(explanations: Sequence[Explanation], test: str, target: str, difference: Difference) -> Explanation | None:
    return next((one for one in explanations if one.covers(test, target, difference)), None)
