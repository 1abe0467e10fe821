"""`comparison compare`: run the tests on both apps."""

import json
from pathlib import Path

import click

from ..report.as_json import as_json
from ..report.files import check_writable, write
from ..runner.ending import end_process
from ..runner.session import run_tests
from ..settings import TARGETS
from .options import FILE, settings_here
from .outcome import complain, show, status_of
from .terminal import DIFFERENT, EQUAL, console


@click.command()
@click.option(
    "--target", "targets", multiple=True, type=click.Choice(TARGETS), help="Only on this target (repeatable)."
)
@click.option("-k", "keyword", default="", help="Only the tests that match, as pytest's -k.")
@click.option("--baseline", help="Another baseline: an import string such as package:create_app().")
@click.option("--candidate", help="Another candidate: an import string.")
@click.option("--against", type=click.Choice(TARGETS), help="Compare each app with itself on this target.")
@click.option("--jobs", type=click.IntRange(1), help="Number of worker processes that share the targets.")
@click.option("--json", "json_file", type=FILE, help="Write the result as JSON.")
@click.option("--junit", type=FILE, help="Write the tests as JUnit XML.")
def compare(json_file: Path | None, **options: object) -> None:
    """Run the tests on both apps and show the grid."""
    settings = settings_here()
    check_writable(json_file, options["junit"])
    outcome = run_tests(settings, console, **options)  # type: ignore[arg-type]
    if outcome.internal or not outcome.unusable:
        show(outcome)
    # A part of a result is none, and an earlier one stays.
    if json_file is not None and outcome.comparison is not None and status_of(outcome) in (EQUAL, DIFFERENT):
        write(json_file, json.dumps(as_json(outcome.comparison), indent=2, ensure_ascii=False) + "\n")
    complain(outcome)
    if outcome.threads_left:
        end_process(status_of(outcome))
    raise SystemExit(status_of(outcome))
