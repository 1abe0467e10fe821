"""How a comparison ends: its exit status, and what is said of it and of what kept it from its end."""

from ..report.terminal import grid, summary, unused_lines
from ..runner.session import Outcome
from .terminal import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, USAGE, console, errors


def show(outcome: Outcome) -> None:
    """Print what failed, the grid, and what else there is to know."""
    for name, text in outcome.failures:
        console.print(name, markup=False, style="bold red", soft_wrap=True)
        console.print(text, markup=False, soft_wrap=True, end="\n\n")
    if outcome.comparison is not None and outcome.comparison.cells:
        console.print(grid(outcome.comparison))
        console.print(f"\n{summary(outcome.comparison)} ({outcome.seconds:.0f} s)", style="bold")
        if any(cell.target != "client" for cell in outcome.comparison.cells):
            console.print("What happens inside the apps is compared on `client` alone.", style="dim")
        for line in unused_lines(outcome.comparison) if not outcome.interrupted else ():
            # "[tool.comparison]" is not markup.
            console.print(line, style="red", markup=False, soft_wrap=True)
    for log in outcome.logs:
        console.print(f"A server's log was kept: {log}", soft_wrap=True)


def status_of(outcome: Outcome) -> int:
    if outcome.internal:
        return INTERNAL
    if outcome.interrupted and not outcome.unusable:
        return INTERRUPTED
    if outcome.unusable or (not outcome.failures and not (outcome.comparison and outcome.comparison.cells)):
        return USAGE
    equal = outcome.comparison is not None and outcome.comparison.equal
    return EQUAL if equal and not outcome.failures else DIFFERENT


def complain(outcome: Outcome) -> None:
    """Say why a comparison did not come to its end."""
    if status_of(outcome) == INTERRUPTED:
        errors.print("Interrupted.", style="red")
    if status_of(outcome) == USAGE or outcome.unusable:
        needs = "asks for pair_client, is an async def, sends a request, and is selected and not skipped"
        nothing = f"Nothing was compared: no test {needs}. Write one, or select others."
        errors.print(f"Error: {outcome.unusable or nothing}", style="red", markup=False)
