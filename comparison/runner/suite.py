"""Run the tests that a team has on both sides, unedited, and compare the exchanges of each."""

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count

from rich.console import Console

from ..compare import REPEAT, Comparison, Finding, Run
from ..comparer import Comparer
from ..report.exchange_store import ExchangeStore
from ..report.recorded import TestSource
from ..suite.records import RecordFile, TestRecord
from ..suite.result import SuiteResult
from ..targets.pair_servers import PairServers
from ..values.normalizers import Conversation
from ..values.secrets import Secrets
from .findings import Findings
from .pair import Pair
from .published import published, secrets_of
from .repeats import judged
from .steps import ProgressStep, shown_steps
from .suite_side import SuiteSide, SuiteTests

OnStep = Callable[[ProgressStep], None]
_BASELINE, _CANDIDATE, _REPEAT = Run("client", "baseline"), Run("client", "candidate"), Run("client", REPEAT)


@dataclass(frozen=True)
class SuiteOutcome:
    """The results of a suite, in the order of its tests, and the comparison of all exchanges."""

    results: tuple[SuiteResult, ...]
    comparison: Comparison
    seconds: float = 0.0

    @property
    def is_equal(self) -> bool:
        """Whether at least one test ran on both sides, and none failed or differs."""
        states = [result.state for result in self.results]
        return "passed" in states and not {"failed", "failed_on_both", "different"} & set(states)


def run_suite(pair: Pair, tests: SuiteTests, console: Console, store: ExchangeStore | None = None) -> SuiteOutcome:
    """Run the tests on the baseline, then on the candidate, and compare them.

    Where they differ, the baseline runs these tests again, until it is known what is noise. The exchanges are added to
    `store`, without their secrets. Raises `StartError` if pytest fails on a side.
    """
    started = time.monotonic()
    pair = replace(pair, settings=replace(pair.settings, targets=("client",)))
    servers = PairServers(pair.settings, secrets.token_hex(32))
    try:
        with shown_steps(console) as show:
            return replace(_Suite(pair, tests, servers, store).run(show), seconds=time.monotonic() - started)
    finally:
        servers.close()


class _Suite:
    """A run of a suite on both sides."""

    def __init__(self, pair: Pair, tests: SuiteTests, servers: PairServers, store: ExchangeStore | None) -> None:
        self.pair = pair
        self.store = store
        self.tests = tests
        self.secret = servers.secret
        self.baseline, self.candidate = (SuiteSide(side, pair.settings, servers) for side in pair.settings.sides)
        quart = pair.versions.get("candidate", {}).get("quart", "")
        self.comparer = Comparer(pair.settings, pair.expected_differences, None, pair.name_notes, quart)
        self.findings = Findings(pair.settings, pair.expected_differences)
        # The further runs of the baseline, by the tests that ran.
        self.repeats: dict[tuple[str, ...], list[RecordFile]] = {}

    def run(self, show: OnStep) -> SuiteOutcome:
        sides = (self.baseline, self.candidate)
        left, right = (side.run(self.tests, partial(_show, show, side)) for side in sides)
        names = list(dict.fromkeys(name for file in (left, right) for name in (*file.collected, *file.outcomes)))
        batches = self._batches(names, left, right)
        order = {name: number for number, name in enumerate((*chain(*batches), *names))}
        results = [self._result(name, left, right, batches) for name in sorted(names, key=order.__getitem__)]
        places = {name: number for number, name in enumerate(names)}
        results.sort(key=lambda result: places[result.test])
        comparison = replace(
            self.findings.comparison(full=False),
            unpaired=(),
            notices=self.pair.notices,
            versions=dict(self.pair.versions),
            apps=self.pair.apps,
        )
        return SuiteOutcome((*results, *_broken(left, right)), comparison)

    def _batches(self, names: Sequence[str], baseline: RecordFile, candidate: RecordFile) -> list[list[str]]:
        """Return the tests for which the baseline has to run again, in two batches.

        What is known of the first is known of most differences of the second too: the same value of the same field.
        """
        first, second, known = list[str](), list[str](), set[object]()
        for name in names:
            finding = self._add(name, _conversations(baseline.record(name), candidate.record(name)))
            values: set[object] = {
                (item.field, item.baseline, item.candidate) for item in self.comparer.open_differences(name, finding)
            }
            # What a normalizer hides is judged in each test.
            values |= {(name, "hidden")} if self.comparer.hidden_differences.get(name) else set()
            self.comparer.discard(name, ())
            if values:
                (second if values <= known else first).append(name)
            known |= values
        return [first, second]

    def _add(self, name: str, conversations: Sequence[Conversation]) -> Finding:
        self.comparer.add(name, _BASELINE, conversations[0])
        return self.comparer.add(name, _CANDIDATE, conversations[1])

    def _result(
        self, name: str, baseline: RecordFile, candidate: RecordFile, batches: Sequence[Sequence[str]]
    ) -> SuiteResult:
        """Compare a test for good, unless it can't be run, and return its result."""
        left, right = baseline.record(name), _with_collection(candidate, name)
        conversations = _conversations(left, right)
        is_compared = right is not None and right.outcome != "not_runnable"
        differs = False
        if left is not None and right is not None and is_compared:
            findings = self._judged(name, conversations, batches, left.source)
            for run, finding in findings.items():
                self.findings.add(name, run, finding)
            self.findings.seconds[name, "client"] = left.seconds + right.seconds
            if left.outcome != right.outcome:
                self.findings.failed.add((name, "client"))
            differs = any(item.expected is None for finding in findings.values() for item in finding.differences)
        outcomes = [None if record is None else record.outcome for record in (left, right)]
        text = next((record.text for record in (right, left) if record is not None and record.text), "")
        text = secrets_of(self.secret, conversations).masked(text) if text else ""
        exchanges = len(conversations[0]) if is_compared else 0
        return SuiteResult(name, outcomes[0], outcomes[1], text, exchanges, differs)

    def _judged(
        self,
        name: str,
        conversations: Sequence[Conversation],
        batches: Sequence[Sequence[str]],
        source: tuple[int, str],
    ) -> dict[Run, Finding]:
        """Return the findings of a test, without its secrets: the baseline is repeated where it may be noise."""
        findings = {_BASELINE: Finding(), _CANDIDATE: self._add(name, conversations)}
        batch = next((batch for batch in batches if name in batch), None)
        if batch is not None and (self.comparer.open_differences(name, findings[_CANDIDATE]) or batch is batches[0]):
            numbers = count()

            def run_once() -> Conversation | None:
                return self._repeat(name, next(numbers), batch, len(conversations[0]))

            first = run_once()
            if first is not None:
                findings[_REPEAT] = self.comparer.add(name, _REPEAT, first)
            findings[_CANDIDATE] = judged(
                self.comparer,
                name,
                "client",
                findings[_CANDIDATE],
                lambda: self.comparer.compare(name, _CANDIDATE),
                run_once,
            )
        known = secrets_of(self.secret, self.comparer.conversations_of(name))
        self._keep(name, conversations, known, source)
        self.comparer.discard(name, ())
        return {run: published(finding, known, lambda run: "") for run, finding in findings.items()}

    def _keep(self, name: str, conversations: Sequence[Conversation], known: Secrets, source: tuple[int, str]) -> None:
        """Keep the exchanges and the source of a test for the report; no run depends on it."""
        if self.store is None:
            return
        try:
            for run, conversation in zip((_BASELINE, _CANDIDATE), conversations, strict=True):
                self.store.add(name, run, conversation, known)
            self.store.add_source(name, TestSource(name.partition("::")[0], source[0], known.masked(source[1])))
        except (OSError, sqlite3.Error):
            self.store = None

    def _repeat(self, name: str, number: int, batch: Sequence[str], length: int) -> Conversation | None:
        """Return the exchanges of the baseline in a further run of a batch of tests; None if this one failed there."""
        repeats = self.repeats.setdefault(tuple(batch), [])
        if number == len(repeats):
            repeats.append(self.baseline.run(self.tests.named(batch)))
        record = repeats[number].record(name)
        return None if record is None or record.outcome == "failed" else record.exchanges[:length]


def _show(show: OnStep, side: SuiteSide, file: RecordFile, names: Sequence[str]) -> None:
    """Show the progress of a side: each test ends on both."""
    added = 0 if side.is_counted else len(file.collected)
    side.is_counted = side.is_counted or bool(added)
    if names or added:
        last = names[-1].rpartition("::")[2] if names else ""
        show(ProgressStep(added, len(names), f"{side.side.name} {last}"))


def _broken(left: RecordFile, right: RecordFile) -> Iterator[SuiteResult]:
    """Yield a result for each file of tests that the baseline can't import: none of its tests is known."""
    for name, (text, _) in left.broken.items():
        yield SuiteResult(name, "failed", "failed" if name in right.broken else None, text)


def _conversations(left: TestRecord | None, right: TestRecord | None) -> tuple[Conversation, Conversation]:
    """Return the exchanges of both sides that can be compared: a test that fails on one side goes no further there."""
    if left is None or right is None:
        return (), ()
    if "failed" not in (left.outcome, right.outcome):
        return left.exchanges, right.exchanges
    length = min(len(left.exchanges), len(right.exchanges))
    return left.exchanges[:length], right.exchanges[:length]


def _with_collection(file: RecordFile, test: str) -> TestRecord | None:
    """Return the record of a test; one that failed if its file can't be imported."""
    record = file.record(test)
    broken = file.broken.get(test.partition("::")[0])
    if record is not None or broken is None:
        return record
    text, reason = broken
    return TestRecord(test, "not_runnable" if reason else "failed", reason or text)
