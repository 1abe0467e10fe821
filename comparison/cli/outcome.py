"""Print the outcome of a session, and choose the exit status."""

from collections.abc import Iterator, Sequence

from ..compare import Comparison
from ..groups import DifferenceGroup, count_text, groups_of
from ..report.differences import group_lines, noise_lines
from ..report.terminal import grid, summary, unused_lines
from ..runner.session import Failure, Outcome
from .terminal import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, USAGE, console, error_console


def print_outcome(outcome: Outcome, is_verbose: bool = False) -> None:
    """Print the groups of differences, the failures, what is not the same, and the summary line.

    Then what is unused or unpaired, and the paths of kept logs. `is_verbose` adds the differences of each run, all
    noise, and the tests that are the same. An interrupted session lists nothing as unused or unpaired.
    """
    comparison = outcome.comparison
    groups = groups_of(comparison) if comparison is not None else []
    print_groups(groups)
    for names, failure in _failures(outcome, is_verbose):
        console.print(names, markup=False, style="bold red", soft_wrap=True)
        text = "\n\n".join(filter(None, [failure.text, failure.differences if is_verbose else ""]))
        console.print(text, markup=False, soft_wrap=True, end="\n\n")
    if comparison is not None and comparison.cells:
        print_grid(comparison, is_verbose)
        line = summary(comparison, outcome.wanted)
        count = f", {count_text(len(groups), 'cause')}" if groups else ""
        console.print(f"{line}{count} ({outcome.seconds:.0f} s)", style="bold", soft_wrap=True)
        if any(cell.target != "client" for cell in comparison.cells):
            console.print("Traces, what happens inside the apps, are compared on `client` alone.", style="dim")
        for notice in comparison.notices:
            console.print(notice, style="yellow", markup=False, soft_wrap=True)
        for line in unused_lines(comparison) if not outcome.interrupted else ():
            console.print(line, style="red", markup=False, soft_wrap=True)
    for directory in dict.fromkeys(log.parent for log in outcome.logs):
        console.print(f"Kept the logs of the servers: {directory}", soft_wrap=True)


def print_groups(groups: Sequence[DifferenceGroup]) -> None:
    """Print the groups of differences, the first of each in full."""
    for line in group_lines(groups):
        console.print(line, markup=False, soft_wrap=True, style="bold red" if line[:1].isdigit() else None)


def print_grid(comparison: Comparison, is_verbose: bool) -> None:
    """Print what is not the same, and the noise; with `is_verbose` all tests and all noise."""
    if is_verbose or any(cell.state != "same" for cell in comparison.cells):
        console.print(grid(comparison, is_verbose))
        console.print()
    for line in noise_lines(comparison, is_verbose):
        console.print(line, markup=False, soft_wrap=True, style="dim")


def _failures(outcome: Outcome, is_verbose: bool) -> Iterator[tuple[str, Failure]]:
    """Yield the failures with their names; unless verbose, a side of a test that fails alike on its targets once."""
    groups: dict[tuple[str, ...], list[Failure]] = {}
    for failure in outcome.failures:
        if is_verbose or not failure.is_difference:
            test, _, run = failure.name.partition("[")
            side, last_line = run.rstrip("]").rpartition("-")[2], failure.text.rstrip().rpartition("\n")[2]
            key = (failure.name,) if is_verbose else (test, side, last_line)
            groups.setdefault(key, []).append(failure)
    for failures in groups.values():
        more = ", ".join(failure.name.partition("[")[2].rstrip("]") for failure in failures[1:])
        yield f"{failures[0].name}{f', and {more}' if more else ''}", failures[0]


def exit_status(outcome: Outcome) -> int:
    """Return the exit status of the command: the first that applies of 3, 130, 2, 1 and 0.

    2 is for a fatal error, and if nothing was compared and nothing failed; 1 for a failure, and a comparison that is
    not equal.
    """
    if outcome.internal_error:
        return INTERNAL
    if outcome.interrupted and not outcome.fatal_error:
        return INTERRUPTED
    if outcome.fatal_error or (not outcome.failures and not (outcome.comparison and outcome.comparison.cells)):
        return USAGE
    equal = outcome.comparison is not None and outcome.comparison.equal
    return EQUAL if equal and not outcome.failures else DIFFERENT


def error_text(outcome: Outcome) -> str:
    """Return why the session could not run or compared nothing, "" if it did."""
    if exit_status(outcome) != USAGE and not outcome.fatal_error:
        return ""
    needs = "uses pair_client, is an async def, sends a request, is selected, and is not skipped"
    remedy = "Write such a test, or select others" if outcome.shard is None else "Use fewer shards, or select others"
    shard = f" in shard {outcome.shard}" if outcome.shard else ""
    return outcome.fatal_error or f"Nothing was compared{shard}: no test {needs}. {remedy}."


def print_errors(outcome: Outcome) -> None:
    """Print to standard error that the session was interrupted, or why it could not run or compared nothing."""
    if exit_status(outcome) == INTERRUPTED:
        error_console.print("Interrupted.", style="red")
    if error_text(outcome):
        error_console.print(f"Error: {error_text(outcome)}", style="red", markup=False)
