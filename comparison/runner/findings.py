"""The findings of all runs of a session, also those of pytest-xdist's workers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..compare import REPEAT, Cell, Comparison, Finding, Run, RunDifference, checked_normalizers, runs_of
from ..expected import ExpectedDifference
from ..noise import NormalizerUse
from ..settings import Settings, Target
from ..values.masking import Noise


@dataclass
class Findings:
    """Collects the findings of the runs, and makes the comparison of them.

    `positions` has each test's place in the order of collection. `baseline_runs` says how often the baseline runs a
    test. `failed` has the tests and targets where an assertion failed. `seconds` is the time a test took on a target.
    """

    settings: Settings
    expected_differences: tuple[ExpectedDifference, ...] = ()
    against: Target | None = None
    positions: dict[str, int] = field(default_factory=dict)
    baseline_runs: dict[str, int] = field(default_factory=dict)
    failed: set[tuple[str, Target]] = field(default_factory=set)
    seconds: dict[tuple[str, Target], float] = field(default_factory=dict)
    runs: dict[str, set[Run]] = field(default_factory=dict)
    compared: set[tuple[str, Target]] = field(default_factory=set)
    differences: dict[tuple[str, Target], list[RunDifference]] = field(default_factory=dict)
    noise: dict[tuple[str, Target], list[Noise]] = field(default_factory=dict)
    used_expected: set[ExpectedDifference] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.use = NormalizerUse(checked_normalizers(self.settings))

    def add(self, test: str, run: Run, finding: Finding) -> None:
        """Add the finding of one run of a test, and note the expected differences and the normalizers that it used.

        After the baseline's last run of a test, the effects that were kept of its earlier runs are dropped.
        """
        self.runs.setdefault(test, set()).add(run)
        self.positions.setdefault(test, len(self.positions))
        if finding.compared:
            self.compared.add((test, run.target))
        self.differences.setdefault((test, run.target), []).extend(finding.differences)
        self.noise.setdefault((test, run.target), []).extend(finding.noise)
        self.used_expected |= {
            difference.expected for difference in finding.differences if difference.expected is not None
        }
        self.use.unused -= set(finding.used_normalizers)
        if finding.effects is not None:
            self.use.add(test, finding.effects)
        if sum(run.side != "candidate" for run in self.runs[test]) == self.baseline_runs.get(test):
            self.use.discard(test)

    def comparison(self, full: bool) -> Comparison:
        """Return the result. `full` says that every test ran on every target.

        Unused declarations are listed only if `full` is set and the two apps, not two targets of one app, were
        compared.
        """
        cells, unpaired = tuple(self._cells()), tuple(dict.fromkeys(self._unpaired()))
        if not full or self.against is not None:
            return Comparison(cells, unpaired=unpaired)
        unused_expected = tuple(
            expected
            for expected in self.expected_differences
            if expected.is_applicable and expected not in self.used_expected
        )
        names = (normalizer.__name__ for normalizer in self.settings.all_normalizers)
        unused_normalizers = tuple(name for name in names if name in self.use.unused)
        return Comparison(cells, unused_expected, unused_normalizers, unpaired)

    def _tests(self) -> list[str]:
        """Return the names of the tests, in the order of collection."""
        return sorted(self.positions, key=lambda test: self.positions[test])

    def _unpaired(self) -> Iterator[str]:
        """Yield each test that ran on one side of a target alone, and failed nowhere, as "TEST on TARGET"."""
        failed = {test for test, _ in self.failed}
        for test in self._tests():
            for run in sorted(self.runs.get(test, ()), key=str):
                if run.side == REPEAT or (self.against is not None and run.target == self.against):
                    continue
                if (test, run.target) not in self.compared and test not in failed:
                    yield f"{test} on {run.target}"

    def _cells(self) -> Iterator[Cell]:
        """Yield a cell for each test and target that was compared or failed."""
        for test in self._tests():
            for target in dict.fromkeys(run.target for run in runs_of(self.settings, self.against)):
                key = (test, target)
                if key in self.compared or key in self.failed or self.differences.get(key):
                    differences = tuple(self.differences.get(key, ()))
                    noise = tuple(dict.fromkeys(self.noise.get(key, ())))
                    yield Cell(test, target, differences, key in self.failed, self.seconds.get(key, 0.0), noise)
