"""`comparison compare`: run the tests on both apps."""

from pathlib import Path
from typing import Any

import click

from ..errors import ComparisonError
from ..report.files import check_writable
from ..report.json_report import comparison_json
from ..report.last_run import keep_exchanges, keep_last_run
from ..report.result_file import write_result
from ..runner.exit import end_process
from ..runner.session import run_tests
from ..settings import TARGETS
from .options import FILE, read_project_settings
from .outcome import error_text, exit_status, print_errors, print_outcome
from .terminal import USAGE, console


@click.command()
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="TARGET",
    type=click.Choice(TARGETS),
    help="Run on this target alone (repeatable).",
)
@click.option("-k", "keyword", default="", metavar="EXPRESSION", help="Run the tests that match, as with pytest's -k.")
@click.option(
    "--baseline", metavar="APP", help="Use this app as baseline: an import string such as package:create_app()."
)
@click.option("--candidate", metavar="APP", help="Use this app as candidate: an import string.")
@click.option(
    "--against",
    metavar="TARGET",
    type=click.Choice(TARGETS),
    help="Compare each app with itself on this target, and not with the other app.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Number of worker processes that share the targets; by default as in pyproject.toml.",
)
@click.option("--allow-writes", is_flag=True, help="Send requests that may change an app that runs already (`url`).")
@click.option("--json", "json_file", type=FILE, help="Write the result as JSON, whatever it is.")
@click.option("--junit", type=FILE, help="Write the test results as JUnit XML.")
@click.option("--verbose", is_flag=True, help="Print the differences of each run, all noise, and all tests.")
def compare(json_file: Path | None, verbose: bool, **options: object) -> None:
    """Run the tests on both apps, and compare what they answer.

    Each test runs on every TARGET: client (in process), run, hypercorn, hypercorn-h2, hypercorn-2, gunicorn, uvicorn
    or granian; by default on the targets in pyproject.toml.
    """
    try:
        settings = read_project_settings()
        check_writable({"--json": json_file, "--junit": options["junit"]})
        outcome = run_tests(settings, console, **options)  # type: ignore[arg-type]
    except ComparisonError as error:
        _write_json(json_file, comparison_json(None, USAGE, error=str(error)))
        raise
    if outcome.internal_error or not outcome.fatal_error:
        print_outcome(outcome, verbose)
    failures = [
        (failure.name, f"{failure.text}\n\n{failure.differences}".rstrip())
        for failure in outcome.failures
        if not failure.is_difference
    ]
    status = exit_status(outcome)
    result = comparison_json(outcome.comparison, status, outcome.wanted, error_text(outcome), failures, outcome.started)
    _write_json(json_file, result, outcome.exchanges)
    if outcome.comparison is not None and outcome.comparison.cells:
        keep_last_run(settings.root, result)
        keep_exchanges(settings.root, outcome.exchanges)
    print_errors(outcome)
    if outcome.has_stuck_threads:
        end_process(status)
    raise SystemExit(status)


def _write_json(file: Path | None, result: dict[str, Any], exchanges: Path | None = None) -> None:
    if file is not None:
        write_result("--json", file, result, exchanges)
