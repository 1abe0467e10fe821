"""The result of a test of a suite, on both sides."""

from dataclasses import dataclass
from typing import Literal

from .records import TestOutcome

SuiteState = Literal["failed", "different", "not_runnable", "failed_on_both", "passed", "skipped"]

# What a reader sees, the most important first.
STATE_NAMES: dict[SuiteState, str] = {
    "failed": "failed on one side",
    "different": "passed, but differ",
    "failed_on_both": "failed on both",
    "not_runnable": "not runnable",
    "skipped": "skipped",
    "passed": "passed on both",
}


@dataclass(frozen=True)
class SuiteResult:
    """A test of the suite: its outcome on each side, and the text of the failure, or why it can't be run.

    An outcome is None for a test that a side has not run. `exchanges` is the number of those that were compared.
    """

    test: str
    baseline: TestOutcome | None
    candidate: TestOutcome | None
    text: str = ""
    exchanges: int = 0
    differs: bool = False

    @property
    def as_json(self) -> dict[str, object]:
        """The result as JSON values."""
        is_runnable = self.state != "not_runnable"
        return {
            "test": self.test,
            "state": STATE_NAMES[self.state],
            "baseline": _outcome_name(self.baseline),
            "candidate": _outcome_name(self.candidate),
            "text": self.text if is_runnable else "",
            "reason": "" if is_runnable else self.text,
            "exchanges": self.exchanges,
        }

    @property
    def state(self) -> SuiteState:
        """The first that applies: it can't run, fails on both sides, fails on one, its exchanges differ, …."""
        outcomes = {self.baseline, self.candidate}
        if self.candidate == "not_runnable":
            return "not_runnable"
        if len(outcomes) > 1:
            return "failed"
        if "failed" in outcomes:
            return "failed_on_both"
        if self.differs:
            return "different"
        return "skipped" if "skipped" in outcomes else "passed"


def _outcome_name(outcome: TestOutcome | None) -> str:
    return "not run" if outcome is None else outcome.replace("_", " ")
