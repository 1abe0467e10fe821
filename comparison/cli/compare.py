"""`comparison compare`: run the tests on both apps."""

from typing import Any

import click

from ..compare import Comparison
from ..errors import ComparisonError
from ..report.files import check_writable
from ..report.json_report import comparison_json
from ..report.last_run import keep_exchanges, keep_last_run
from ..report.result_file import write_files
from ..runner.exit import end_process
from ..runner.session import Outcome, run_tests
from ..settings import TARGETS
from .options import FILE, read_project_settings, shard_option
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
@click.option(
    "--shard",
    metavar="K/N",
    callback=shard_option,
    help="Run part K of N of the selected tests; the N parts together run them all.",
)
@click.option("--json", "json_file", type=FILE, help="Write the result as JSON, even if a test failed.")
@click.option("--junit", type=FILE, help="Write the test results as JUnit XML.")
@click.option("--markdown", "markdown_file", type=FILE, help="Write a summary as Markdown, for CI.")
@click.option("--verbose", is_flag=True, help="Print the differences of each run, all noise, and all tests.")
def compare(verbose: bool, **options: Any) -> None:
    """Run the tests on both apps, and compare what they answer.

    Each test runs on every TARGET: client (in process), run, hypercorn, hypercorn-h2, hypercorn-2, gunicorn, uvicorn
    or granian; by default on the targets in pyproject.toml.
    """
    files = {"--json": options.pop("json_file"), "--markdown": options.pop("markdown_file")}
    try:
        settings = read_project_settings()
        check_writable({**files, "--junit": options["junit"]})
        outcome = run_tests(settings, console, **options)
    except ComparisonError as error:
        write_files(files, comparison_json(Comparison((), shard=options["shard"]), USAGE, error=str(error)))
        raise
    if outcome.internal_error or not outcome.fatal_error:
        print_outcome(outcome, verbose)
    result = _result(outcome)
    write_files(files, result, outcome.exchanges)
    if outcome.comparison is not None and outcome.comparison.cells:
        keep_last_run(settings.root, result)
        keep_exchanges(settings.root, outcome.exchanges)
    print_errors(outcome)
    if outcome.has_stuck_threads:
        end_process(result["status"])
    raise SystemExit(result["status"])


def _result(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON values."""
    failures = [
        (failure.name, f"{failure.text}\n\n{failure.differences}".rstrip())
        for failure in outcome.failures
        if not failure.is_difference
    ]
    comparison, error = outcome.comparison or Comparison((), shard=outcome.shard), error_text(outcome)
    return comparison_json(comparison, exit_status(outcome), outcome.wanted, error, failures, outcome.started)
