"""Print the outcome of a session, and choose the exit status."""

from ..report.terminal import grid, summary, unused_lines
from ..runner.session import Outcome
from .terminal import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, USAGE, console, error_console


def print_outcome(outcome: Outcome) -> None:
    """Print the failures, the grid with its summary line, what is unused or unpaired, and the paths of kept logs.

    Without cells there are only failures and paths. An interrupted session lists nothing as unused or unpaired.
    """
    for name, text in outcome.failures:
        console.print(name, markup=False, style="bold red", soft_wrap=True)
        console.print(text, markup=False, soft_wrap=True, end="\n\n")
    if outcome.comparison is not None and outcome.comparison.cells:
        console.print(grid(outcome.comparison))
        console.print(f"\n{summary(outcome.comparison)} ({outcome.seconds:.0f} s)", style="bold")
        if any(cell.target != "client" for cell in outcome.comparison.cells):
            console.print("Traces, what happens inside the apps, are compared on `client` alone.", style="dim")
        for line in unused_lines(outcome.comparison) if not outcome.interrupted else ():
            console.print(line, style="red", markup=False, soft_wrap=True)
    for log in outcome.logs:
        console.print(f"Kept the log of a server: {log}", soft_wrap=True)


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


def print_errors(outcome: Outcome) -> None:
    """Print to standard error that the session was interrupted, or why it could not run or compared nothing."""
    if exit_status(outcome) == INTERRUPTED:
        error_console.print("Interrupted.", style="red")
    if exit_status(outcome) == USAGE or outcome.fatal_error:
        needs = "uses pair_client, is an async def, sends a request, is selected, and is not skipped"
        nothing = f"Nothing was compared: no test {needs}. Write such a test, or select others."
        error_console.print(f"Error: {outcome.fatal_error or nothing}", style="red", markup=False)
