"""`comparison compare`: run the tests on both apps."""

import json
from pathlib import Path

import click

from ..report.files import check_writable, write
from ..report.json_report import comparison_json
from ..runner.exit import end_process
from ..runner.session import run_tests
from ..settings import TARGETS
from .options import FILE, read_project_settings
from .outcome import exit_status, print_errors, print_outcome
from .terminal import DIFFERENT, EQUAL, console


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
@click.option("--json", "json_file", type=FILE, help="Write the result as JSON.")
@click.option("--junit", type=FILE, help="Write the test results as JUnit XML.")
def compare(json_file: Path | None, **options: object) -> None:
    """Run the tests on both apps, and compare what they answer.

    Each test runs on every TARGET: client (in process), run, hypercorn, hypercorn-h2, hypercorn-2, gunicorn, uvicorn
    or granian; by default on the targets in pyproject.toml.
    """
    settings = read_project_settings()
    check_writable({"--json": json_file, "--junit": options["junit"]})
    outcome = run_tests(settings, console, **options)  # type: ignore[arg-type]
    if outcome.internal_error or not outcome.fatal_error:
        print_outcome(outcome)
    # Do not overwrite an earlier result with an incomplete one.
    if json_file is not None and outcome.comparison is not None and exit_status(outcome) in (EQUAL, DIFFERENT):
        text = json.dumps(comparison_json(outcome.comparison), indent=2, ensure_ascii=False)
        write("--json", json_file, text + "\n")
    print_errors(outcome)
    if outcome.has_stuck_threads:
        end_process(exit_status(outcome))
    raise SystemExit(exit_status(outcome))
