"""The command `comparison`: compare the pair, or show the two sources."""

import json
from pathlib import Path

import click
from rich.console import Console

from .errors import ComparisonError
from .report import as_json, grid, idle_text, summary
from .session import Outcome, run_tests
from .settings import TARGETS, Settings, read_settings
from .sources import pairs_of_files, side_by_side

console = Console(highlight=False, soft_wrap=False)
EQUAL, DIFFERENT, USAGE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 130


class DefaultGroup(click.Group):
    """A group whose command is `compare` when none is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("--help", "--version")):
            args = ["compare", *args]
        return super().parse_args(context, args)


@click.group(cls=DefaultGroup)
@click.version_option(package_name="flask-quart-pair")
def cli() -> None:
    """Run the same tests on two apps and show every difference that nobody has explained.

    The section [tool.comparison] of pyproject.toml names the apps. Without a command: compare.
    Exit status: 0 equal, 1 different or a failed test, 2 usage or start failure, 3 internal, 130 interrupted.
    """


@cli.command()
@click.option(
    "--target", "targets", multiple=True, type=click.Choice(TARGETS), help="Only on this target (repeatable)."
)
@click.option("-k", "keyword", default="", help="Only the tests that match, as pytest's -k.")
@click.option("--baseline", help="Another baseline: an import string such as package:create_app().")
@click.option("--candidate", help="Another candidate: an import string.")
@click.option("--against", type=click.Choice(TARGETS), help="Compare each app with itself on this target.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the result as JSON.")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Write the tests as JUnit XML.")
def compare(json_file: Path | None, **options: object) -> None:
    """Run the tests on both apps and show the grid."""
    settings = settings_here()
    for file in (json_file, options["junit"]):
        if isinstance(file, Path) and not file.parent.is_dir():
            raise ComparisonError(f"{file.parent} is no folder: make it, or write elsewhere.")
    outcome = run_tests(settings, console, **options)  # type: ignore[arg-type]
    if not outcome.unusable:
        show(outcome)
    if json_file is not None and outcome.comparison is not None:
        json_file.write_text(json.dumps(as_json(outcome.comparison), indent=2, ensure_ascii=False) + "\n", "utf-8")
    raise SystemExit(status_of(outcome))


@cli.command()
@click.argument("feature", required=False)
def diff(feature: str | None) -> None:
    """Show the two sources side by side, where they differ."""
    for left, right in pairs_of_files(settings_here(), feature):
        for part in side_by_side(left, right):
            console.print(part)


def settings_here() -> Settings:
    settings = read_settings(Path.cwd())
    if settings is None:
        raise ComparisonError(
            f"{Path.cwd()}/pyproject.toml has no section [tool.comparison]: "
            "run this where it has one, or add one that names baseline and candidate."
        )
    return settings


def show(outcome: Outcome) -> None:
    """Print what failed, the grid, and what else there is to know."""
    for name, text in outcome.failures:
        console.print(name, markup=False, style="bold red", soft_wrap=True)
        console.print(text, markup=False, soft_wrap=True, end="\n\n")
    if outcome.comparison is not None and outcome.comparison.cells:
        console.print(grid(outcome.comparison))
        console.print(f"\n{summary(outcome.comparison)} ({outcome.seconds:.0f} s)", style="bold")
        for line in idle_text(outcome.comparison) if not outcome.interrupted else ():
            console.print(line, style="red")
    for log in outcome.logs:
        console.print(f"A server's log was kept: {log}", soft_wrap=True)


def status_of(outcome: Outcome) -> int:
    if outcome.internal:
        return INTERNAL
    if outcome.interrupted and not outcome.unusable:
        console.print("Interrupted.", style="red")
        return INTERRUPTED
    if outcome.unusable or (not outcome.failures and not (outcome.comparison and outcome.comparison.cells)):
        nothing = "Nothing was compared: no test that uses pair_client was selected."
        console.print(f"Error: {outcome.unusable or nothing}", style="red", markup=False, soft_wrap=True)
        return USAGE
    equal = outcome.comparison is not None and outcome.comparison.equal
    return EQUAL if equal and not outcome.failures else DIFFERENT


def main() -> None:
    """Run the command; a user's mistake ends with a text and no traceback."""
    try:
        cli(standalone_mode=True)
    except ComparisonError as error:
        console.print(f"Error: {error}", style="red", markup=False)
        raise SystemExit(USAGE) from None
    except Exception:
        console.print_exception()
        raise SystemExit(INTERNAL) from None
