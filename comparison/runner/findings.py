"""The results of all runs of a session, also when they ran in several processes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..compare import AGAIN, Cell, Comparison, Finding, JudgedDifference, Run, judged_normalizers, runs_of
from ..expected import ExpectedDifference
from ..noise import NoiseProof
from ..settings import Settings


@dataclass
class Results:
    """Collects the findings of the runs, and makes the comparison of them.

    `positions` has each test's place in the order of collection, `baselines` how often the baseline runs it, `failed`
    the tests and targets where an assertion failed, `seconds` what a test took on a target.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: str | None = None
    positions: dict[str, int] = field(default_factory=dict)
    baselines: dict[str, int] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)
    ran: dict[str, set[Run]] = field(default_factory=dict)
    compared: set[tuple[str, str]] = field(default_factory=set)
    judged: dict[tuple[str, str], list[JudgedDifference]] = field(default_factory=dict)
    used: set[ExpectedDifference] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.proof = NoiseProof(judged_normalizers(self.settings))

    def add(self, test: str, run: Run, finding: Finding) -> None:
        """Take in what one run of a test showed."""
        self.ran.setdefault(test, set()).add(run)
        self.positions.setdefault(test, len(self.positions))
        if finding.compared:
            self.compared.add((test, run.target))
        self.judged.setdefault((test, run.target), []).extend(finding.judged)
        self.used |= {judged.expected for judged in finding.judged if judged.expected is not None}
        self.proof.unproved -= set(finding.proved)
        if finding.effects is not None:
            self.proof.add(test, finding.effects)
        if sum(run.side != "candidate" for run in self.ran[test]) == self.baselines.get(test):
            self.proof.forget(test)

    def comparison(self, full: bool) -> Comparison:
        """Return the result; `full` says that every test ran on every target: unused declarations are reported then."""
        cells, unpaired = tuple(self.cells()), tuple(dict.fromkeys(self.unpaired()))
        if not full or self.against is not None:
            return Comparison(cells, unpaired=unpaired)
        unused_expected = tuple(
            expected for expected in self.expected_differences if expected.holds and expected not in self.used
        )
        names = (normalizer.__name__ for normalizer in self.settings.normalizers)
        unused_normalizers = tuple(name for name in names if name in self.proof.unproved)
        return Comparison(cells, unused_expected, unused_normalizers, unpaired)

    @property
    def tests(self) -> list[str]:
        """The tests of which anything is known, in their order."""
        return sorted(self.positions, key=lambda test: self.positions[test])

    def unpaired(self) -> Iterator[str]:
        """Yield each test that ran on one side of a target, did not fail, and has nothing to be compared with."""
        failed = {test for test, _ in self.failed}
        for test in self.tests:
            for run in sorted(self.ran.get(test, ()), key=str):
                if run.side == AGAIN or (self.against is not None and run.target == self.against):
                    continue
                if (test, run.target) not in self.compared and test not in failed:
                    yield f"{test} on {run.target}"

    def cells(self) -> Iterator[Cell]:
        for test in self.tests:
            for target in dict.fromkeys(run.target for run in runs_of(self.settings, self.against)):
                key = (test, target)
                if key in self.compared or key in self.failed or self.judged.get(key):
                    judged = tuple(self.judged.get(key, ()))
                    yield Cell(test, target, judged, key in self.failed, self.seconds.get(key, 0.0))
