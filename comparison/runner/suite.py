"""Run the tests that a team has on both sides, unedited, and compare the exchanges of each."""

import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from rich.console import Console

from ..compare import REPEAT, Comparison, Finding, Run
from ..comparer import Comparer
from ..report.exchange_store import ExchangeStore
from ..suite.records import RecordFile, TestRecord
from ..suite.result import SuiteResult
from ..targets.pair_servers import PairServers
from ..values.normalizers import Conversation
from ..values.secrets import Secrets
from .findings import Findings
from .pair import Pair
from .published import published, published_source, secrets_of
from .repeats import judged
from .steps import shown_steps
from .suite_side import OnStep, SuiteProgress, SuiteSide, SuiteTests

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


@dataclass(frozen=True)
class _Test:
    """A test, with its records: None on a side where it has none."""

    name: str
    left: TestRecord | None
    right: TestRecord | None

    @property
    def is_compared(self) -> bool:
        """Whether it can be run on both sides."""
        return self.left is not None and self.right is not None and self.right.outcome != "not_runnable"

    @property
    def conversations(self) -> tuple[Conversation, Conversation]:
        """The exchanges that can be compared: a test that fails on one side goes no further there."""
        if self.left is None or self.right is None:
            return (), ()
        left, right = self.left.exchanges, self.right.exchanges
        if "failed" not in (self.left.outcome, self.right.outcome):
            return left, right
        length = min(len(left), len(right))
        return left[:length], right[:length]


@dataclass
class _Batch:
    """Tests for which the baseline runs again, all at once; `runs` are its further runs so far."""

    names: list[str] = field(default_factory=list)
    runs: list[RecordFile] = field(default_factory=list)


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

    def run(self, show: OnStep) -> SuiteOutcome:
        sides = (self.baseline, self.candidate)
        left, right = (side.run(self.tests, SuiteProgress(show, side.side.name)) for side in sides)
        names = list(dict.fromkeys(name for file in (left, right) for name in (*file.collected, *file.outcomes)))
        self.findings.positions = {name: number for number, name in enumerate(names)}
        results = self._results(names, left, right)
        comparison = replace(
            self.findings.comparison(full=False),
            unpaired=(),
            notices=self.pair.notices,
            versions=dict(self.pair.versions),
            apps=self.pair.apps,
        )
        return SuiteOutcome((*(results[name] for name in names), *_broken(left, right)), comparison)

    def _results(self, names: Sequence[str], left: RecordFile, right: RecordFile) -> dict[str, SuiteResult]:
        """Compare all tests; those whose differences may be noise after the others, in two batches.

        What is known of the first is known of most differences of the second too: the same value of the same field.
        """
        results: dict[str, SuiteResult] = {}
        first, second, known = _Batch(), _Batch(), set[object]()
        for name in names:
            test = _test(name, left, right)
            finding = self._add(test)
            values = self._open_values(test, finding)
            if values:
                (second if values <= known else first).names.append(name)
                known |= values
                # Bodies are large: it is read again.
                self.comparer.discard(name, ())
            else:
                results[name] = self._result(test, {_CANDIDATE: finding})
        for batch in (first, second):
            for name in batch.names:
                test = _test(name, left, right)
                findings = {_CANDIDATE: self._add(test)}
                if batch is first or self.comparer.open_differences(name, findings[_CANDIDATE]):
                    findings = self._repeated(test, findings[_CANDIDATE], batch)
                results[name] = self._result(test, findings)
        return results

    def _open_values(self, test: _Test, finding: Finding) -> set[object]:
        """Return the differing values of a test that may be noise, and a mark for what a normalizer hides in it."""
        if not test.is_compared:
            return set()
        values: set[object] = {
            (item.field, item.baseline, item.candidate) for item in self.comparer.open_differences(test.name, finding)
        }
        # What a normalizer hides is judged in each test.
        return values | ({(test.name, "hidden")} if self.comparer.hidden_differences.get(test.name) else set())

    def _add(self, test: _Test) -> Finding:
        baseline, candidate = test.conversations
        self.comparer.add(test.name, _BASELINE, baseline)
        return self.comparer.add(test.name, _CANDIDATE, candidate)

    def _repeated(self, test: _Test, finding: Finding, batch: _Batch) -> dict[Run, Finding]:
        """Return the findings of a test: the baseline runs again with its batch, until it is known what is noise."""
        numbers, length = count(), len(test.conversations[0])
        findings = {_CANDIDATE: finding}

        def run_once() -> Conversation | None:
            return self._repeat(test.name, next(numbers), batch, length)

        repeat = run_once()
        if repeat is not None:
            findings[_REPEAT] = self.comparer.add(test.name, _REPEAT, repeat)
        findings[_CANDIDATE] = judged(
            self.comparer,
            test.name,
            "client",
            findings[_CANDIDATE],
            lambda: self.comparer.compare(test.name, _CANDIDATE),
            run_once,
        )
        return findings

    def _repeat(self, name: str, number: int, batch: _Batch, length: int) -> Conversation | None:
        """Return the exchanges of the baseline in a further run of a batch of tests; None if this one failed there."""
        if number == len(batch.runs):
            batch.runs.append(self.baseline.run(self.tests.named(batch.names)))
        record = batch.runs[number].record(name)
        return None if record is None or record.outcome == "failed" else record.exchanges[:length]

    def _result(self, test: _Test, findings: Mapping[Run, Finding]) -> SuiteResult:
        """Return the result of a test, without its secrets; add its findings, unless it can't be compared."""
        name, left, right = test.name, test.left, test.right
        known = secrets_of(self.secret, self.comparer.conversations_of(name))
        self.comparer.discard(name, ())
        differs = False
        if left is not None and right is not None and test.is_compared:
            self._keep(test, known, left.source)
            for run, finding in {_BASELINE: Finding(), **findings}.items():
                self.findings.add(name, run, published(finding, known, lambda run: ""))
            self.findings.seconds[name, "client"] = left.seconds + right.seconds
            if left.outcome != right.outcome:
                self.findings.failed.add((name, "client"))
            differs = any(item.expected is None for finding in findings.values() for item in finding.differences)
        outcomes = [None if record is None else record.outcome for record in (left, right)]
        text = next((record.text for record in (right, left) if record is not None and record.text), "")
        exchanges = len(test.conversations[0]) if test.is_compared else 0
        return SuiteResult(name, outcomes[0], outcomes[1], known.masked(text), exchanges, differs)

    def _keep(self, test: _Test, known: Secrets, source: tuple[int, str]) -> None:
        """Keep the exchanges and the source of a test for the report; no run depends on it."""
        if self.store is None:
            return
        try:
            for run, conversation in zip((_BASELINE, _CANDIDATE), test.conversations, strict=True):
                self.store.add(test.name, run, conversation, known)
            self.store.add_source(test.name, published_source(test.name, source, known))
        except (OSError, sqlite3.Error):
            self.store = None


def _broken(left: RecordFile, right: RecordFile) -> Iterator[SuiteResult]:
    """Yield a result for each file of tests that the baseline can't import: none of its tests is known."""
    for name, (text, _) in left.broken.items():
        yield SuiteResult(name, "failed", "failed" if name in right.broken else None, text)


def _test(name: str, left: RecordFile, right: RecordFile) -> _Test:
    return _Test(name, left.record(name), _with_collection(right, name))


def _with_collection(file: RecordFile, test: str) -> TestRecord | None:
    """Return the record of a test; one that failed if its file can't be imported."""
    record = file.record(test)
    broken = file.broken.get(test.partition("::")[0])
    if record is not None or broken is None:
        return record
    text, reason = broken
    return TestRecord(test, "not_runnable" if reason else "failed", reason or text)
