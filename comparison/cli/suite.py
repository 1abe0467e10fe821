"""`comparison suite`: run the tests that a team has on both apps."""

from collections.abc import Mapping, Sequence
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click

from ..groups import groups_of
from ..notes.symptoms import notes_of
from ..report.exchange_store import ExchangeStore
from ..report.files import check_writable
from ..report.json_report import comparison_json
from ..report.last_run import keep_exchanges, keep_last_run, start_exchanges
from ..report.result_file import write_files
from ..report.suite_text import suite_lines, suite_summary
from ..runner.prepared import ready_pair
from ..runner.suite import SuiteOutcome, run_suite
from ..runner.suite_side import suite_tests
from .options import FILE, read_project_settings, words_option
from .outcome import print_grid, print_groups
from .terminal import DIFFERENT, EQUAL, console


@click.command(short_help="Run existing tests for Flask on both apps.")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("-k", "keyword", default="", metavar="EXPRESSION", help="Run the tests that match, as with pytest's -k.")
@click.option("--json", "json_file", type=FILE, help="Write the result as JSON.")
@click.option("--markdown", "markdown_file", type=FILE, help="Write a summary as Markdown, for CI.")
@click.option(
    "--pytest",
    "arguments",
    default="",
    callback=words_option,
    metavar="OPTIONS",
    help='More options for pytest, as "-m fast".',
)
@click.option("--verbose", is_flag=True, help="Print all noise and all tests, and the text of failures in full.")
def suite(
    paths: tuple[str, ...],
    keyword: str,
    arguments: Sequence[str],
    json_file: Path | None,
    markdown_file: Path | None,
    verbose: bool,
) -> None:
    """Run existing tests for Flask, as they are, on both apps, and compare what the apps answer.

    PATH is a file or directory of tests, or a single test as pytest names it; by default, the directory tests.
    """
    files = {"--json": json_file, "--markdown": markdown_file}
    check_writable(files)
    raise SystemExit(run(paths or ("tests",), keyword, arguments, files, verbose))


def run(
    paths: Sequence[str],
    keyword: str,
    arguments: Sequence[str],
    files: Mapping[str, Path | None] | None = None,
    is_verbose: bool = False,
) -> int:
    """Run a suite, print and keep its result, and return the exit status; `files` are written, by their options."""
    settings, started = read_project_settings(), datetime.now(UTC).isoformat()
    pair = ready_pair(settings, name_notes=notes_of)
    # Those of the prepared pair: before, a revision has no directory.
    tests = suite_tests(pair.settings, paths, keyword, arguments)
    store = start_exchanges(settings.root, started)
    with closing(ExchangeStore(store)) if store is not None else nullcontext() as kept:
        outcome = run_suite(pair, tests, console, kept)
    print_suite(outcome, is_verbose)
    status = EQUAL if outcome.is_equal else DIFFERENT
    result = comparison_json(outcome.comparison, status, len(outcome.comparison.cells), started=started)
    result["suite"] = [test.as_json for test in outcome.results]
    write_files(files or {}, result, store)
    keep_last_run(settings.root, result)
    keep_exchanges(settings.root, store)
    return status


def print_suite(outcome: SuiteOutcome, is_verbose: bool) -> None:
    """Print the differences by cause, the tests that fail on one side, and the summary."""
    print_groups(groups_of(outcome.comparison))
    print_grid(outcome.comparison, is_verbose)
    for line in suite_lines(outcome.results, is_verbose):
        console.print(line, markup=False, soft_wrap=True)
    console.print(suite_summary(outcome.results, outcome.seconds), style="bold", soft_wrap=True)
