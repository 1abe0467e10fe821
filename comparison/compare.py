"""The result of comparing a pair: a Comparison has one cell for each test and target."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .expected import ExpectedDifference
from .noise import Effects
from .settings import Settings, Target
from .values.difference import Difference
from .values.masking import Noise
from .values.note_names import NO_NOTES, NoteNames
from .values.shard import Shard

# `repeat` is the baseline's second run, on the first target: what differs between its two runs is noise.
RunSide = Literal["baseline", "candidate", "repeat"]
CellState = Literal["same", "expected", "different", "failed"]
REPEAT: RunSide = "repeat"


@dataclass(frozen=True)
class Run:
    """A run of a test: on a target, on a side."""

    target: Target
    side: RunSide

    def __str__(self) -> str:
        return f"{self.target}-{self.side}"


@dataclass(frozen=True)
class RunDifference:
    """A difference between two runs, and the expected difference that covers it, if any.

    `notes` name the migration notes that explain it. `agreed` is the number of repeats in which the baseline had the
    same value in this place; `varies` says that it had others, of another kind than the candidate's. `origins` are the
    addresses of the two runs' apps, `logs` what each logged if its status or its end is what differs.
    """

    difference: Difference
    expected: ExpectedDifference | None
    runs: tuple[Run, Run]
    notes: NoteNames = NO_NOTES
    agreed: int = 0
    varies: bool = False
    origins: tuple[str, str] = ("", "")
    logs: tuple[str, str] = ("", "")

    @property
    def names(self) -> tuple[str, str]:
        """What the two runs are called: by their targets if these are what is compared, otherwise by their sides."""
        left, right = self.runs
        return (left.target, right.target) if left.target != right.target else (left.side, right.side)


@dataclass(frozen=True)
class Cell:
    """The result of a test on a target; `failed` is set if an assertion of the test failed.

    `noise` are the fields in which the baseline differs from itself.
    """

    test: str
    target: Target
    differences: tuple[RunDifference, ...] = ()
    failed: bool = False
    seconds: float = 0.0
    noise: tuple[Noise, ...] = ()

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

    Unused declarations are only known after a full run. An unpaired test ran on one side of a target alone. `notices`
    are sentences about the run, `apps` says which app each side is, `versions` those of each side by package. With
    `shard`, it is of a part of the tests: what is unused there may be used in another.
    """

    cells: tuple[Cell, ...]
    unused_expected: tuple[ExpectedDifference, ...] = ()
    unused_normalizers: tuple[str, ...] = ()
    unpaired: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    apps: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shard: Shard | None = None

    @property
    def equal(self) -> bool:
        """Whether something was compared, every difference is expected, and nothing is unused or unpaired."""
        is_fine = all(cell.state in ("same", "expected") for cell in self.cells)
        is_unused = self.shard is None and (self.unused_expected or self.unused_normalizers)
        return bool(self.cells) and is_fine and not is_unused and not self.unpaired


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


def completes_cell(run: Run, against: Target | None) -> bool:
    """Return whether a run is the last of a cell, a test on a target."""
    return run.side == "candidate" and run.target != against


@dataclass(frozen=True)
class Finding:
    """The outcome of one run of a test.

    `differences` are those from the runs that were recorded before it. `compared` is set if both runs of a pair are
    recorded and at least one sent a request. A run of the baseline has the `effects` of the normalizers that were still
    unused, and the names of those that it showed to be used (`used_normalizers`). `noise` are the fields in which runs
    of the baseline differ from each other.
    """

    differences: tuple[RunDifference, ...] = ()
    compared: bool = False
    effects: Effects | None = None
    used_normalizers: tuple[str, ...] = ()
    noise: tuple[Noise, ...] = ()


def checked_normalizers(settings: Settings) -> set[str]:
    """Return the names of the normalizers that are reported if they are unused."""
    listed = (
        {normalizer.__name__ for normalizer in settings.normalizers} if settings.report_unused_normalizers else set()
    )
    return listed | {entry.__name__ for entry in settings.noise}
