"""Show the results of a suite on the terminal."""

from collections.abc import Iterator, Sequence

from ..groups import count_text
from ..suite.result import STATE_NAMES, SuiteResult
from .differences import visible

# Lines of the text of a failure that are shown.
_LINES = 30


def suite_lines(results: Sequence[SuiteResult], is_complete: bool) -> Iterator[str]:
    """Yield the tests that fail on one side, with the text of the failure, and those that can't run, with the reason.

    Those that fail on both sides are listed; with `is_complete` all tests are, each with its state.
    """
    for result in (result for result in results if result.state == "failed"):
        yield f"{result.test}: {_outcome_text(result)}"
        lines = visible(result.text).splitlines()
        yield from (f"  {line}" for line in (lines if is_complete else lines[-_LINES:]))
        yield ""
    for state in ("failed_on_both", "not_runnable"):
        for result in (result for result in results if result.state == state):
            reason = visible(result.text if state == "not_runnable" else _last_line(result.text))
            yield f"{STATE_NAMES[result.state]}: {result.test}{f': {reason}' if reason else ''}"
    if is_complete:
        yield from (f"{result.test}: {STATE_NAMES[result.state]}" for result in results)


def _last_line(text: str) -> str:
    """Return the last line of a failure that says something: that of the exception, or what took too long."""
    lines = [line.removeprefix("E").strip() for line in text.splitlines() if line.startswith("E  ")]
    return next(iter([*reversed(lines), *text.splitlines()[:1]]), "")


def _outcome_text(result: SuiteResult) -> str:
    """Return the outcome on each side, as "passed on the baseline, failed on the candidate"."""
    sides = (("baseline", result.baseline), ("candidate", result.candidate))
    return ", ".join(f"{outcome or 'not run'} on the {side}" for side, outcome in sides)


def suite_summary(results: Sequence[SuiteResult], seconds: float) -> str:
    """Return one line: how many tests are in each state, and how many exchanges were compared."""
    states = [result.state for result in results]
    counts = [f"{states.count(state)} {name}" for state, name in STATE_NAMES.items() if state in states]
    exchanges = count_text(sum(result.exchanges for result in results), "exchange")
    tests = count_text(len(results), "test")
    return f"{tests}: {', '.join(counts) or 'none ran'}; {exchanges} compared ({seconds:.0f} s)"
