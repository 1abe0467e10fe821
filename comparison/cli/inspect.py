"""`comparison inspect`: read an app, and print what concerns it."""

import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from ..errors import ConfigurationError
from ..inspection.app import InspectedApp, inspected_app
from ..inspection.baseline import baseline_text, read_baseline
from ..inspection.finding import Inspection
from ..inspection.inventory import inventory
from ..inspection.result import Result, result_of
from ..inspection.serving_files import serving_texts
from ..migrate.project_roots import project_root
from ..notes.catalogue import all_divergences, all_rules
from ..notes.extension_imports import extension_notes
from ..notes.gaps import all_gaps, blocking_names
from ..report.files import check_writable
from ..report.files import write as write_file
from ..report.inspection import InspectionReport
from ..report.inspection_github import github_lines
from ..report.inspection_json import json_text
from ..report.inspection_sarif import sarif_text
from ..report.inspection_text import text_lines
from ..report.migration import Extension, Place, migration_report
from ..settings import read_settings
from .inspected_notes import changed_settings, chosen_ids, inspected_notes
from .migration_progress import shown_progress
from .terminal import DIFFERENT, EQUAL, console

_FORMATS = ("text", "json", "github", "sarif")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Print the divergences that concern an app.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(_FORMATS), default="text", help="The form of the output.")
@click.option("--select", multiple=True, metavar="NAME", help="Only these ids, features, severities or harms.")
@click.option("--ignore", multiple=True, metavar="NAME", help="All but these ids, features, severities or harms.")
@click.option("--exclude", multiple=True, metavar="NAME|PATH|GLOB", help="Skip files and directories (repeatable).")
@click.option("--baseline", type=_FILE, help="Accept the findings in this file.")
@click.option(
    "--write-baseline", type=_FILE, help="Write the open findings to this file, to accept them; print no report."
)
@click.option("--verbose", is_flag=True, help="Print every place, and all that the app is made of.")
def inspect(paths: tuple[Path, ...], **options: Any) -> None:
    """Print which divergences concern a Flask app or a Quart port, each with its places, and the size of the migration.

    Pass the directories of the app and of its tests together. Nothing of it is imported, run or changed.

    Exit status: 0 nothing dangerous is open, 1 something is, 2 usage. Dangerous is what no error shows and what can
    harm security, data or availability.
    """
    if not paths:
        raise ConfigurationError("No path was passed: pass the directory of your app, or a Python file.")
    if options["write_baseline"]:
        check_writable({"--write-baseline": options["write_baseline"]})
    report = _report(paths, options)
    if options["write_baseline"]:
        _write_baseline(report.result, options["write_baseline"])
        return
    _print(report, options["output"], options["verbose"])
    raise SystemExit(DIFFERENT if report.is_dangerous else EQUAL)


def _report(paths: Iterable[Path], options: dict[str, Any]) -> InspectionReport:
    """Return the report of the files below paths."""
    settings = read_settings(Path.cwd())
    notes = inspected_notes()
    chosen = chosen_ids(notes, options["select"], options["ignore"])
    path = options["baseline"] or (settings.inspect_baseline if settings else None)
    baseline = read_baseline(path) if path is not None and not options["write_baseline"] else {}
    exclude = (*options["exclude"], *(settings.exclude if settings else ()))
    with shown_progress() as progress:
        app = inspected_app(paths, [*all_rules().values(), *all_gaps()], exclude, progress)
    roots = {project_root(file.path) for file in app.rewritten.files}
    inspection = Inspection(app, notes, tuple(serving_texts(roots)))
    items = inventory(app, blocking_names(), changed_settings(notes))
    severities = {id: divergence.severity for id, divergence in all_divergences().items()}
    return InspectionReport(
        result_of(inspection, chosen, baseline, items),
        tuple(_extensions(app)),
        migration_report(app.rewritten.files, severities),
    )


def _extensions(app: InspectedApp) -> Iterable[Extension]:
    """Yield what is known of each extension that the app imports, for the version of Quart that is installed."""
    sources = [(file.path, file.before) for file in app.rewritten.files if not file.problem]
    for note in extension_notes(sources, version("quart")):
        yield Extension(note.sentence, tuple(Place(*place) for place in note.places), note.first_lines, note.is_open)


def _write_baseline(result: Result, path: Path) -> None:
    """Write a baseline with the open findings, and say so. Reasons that the file has already are kept."""
    reasons = read_baseline(path) if path.exists() else {}
    write_file("--write-baseline", path, baseline_text((finding.key for finding in result.findings), reasons))
    click.echo(f"{path}: {len(result.findings)} findings accepted.")


def _print(report: InspectionReport, output: str, verbose: bool) -> None:
    """Print the report in a format."""
    match output:
        case "json":
            click.echo(json_text(report), nl=False)
        case "sarif":
            click.echo(sarif_text(report, version("flask-quart-pair")), nl=False)
        case "github":
            for command in github_lines(report):
                click.echo(command)
        case _:
            width = min(console.width, 80) if sys.stdout.isatty() else 0
            for line in text_lines(report, verbose, width):
                console.print(line.text, style=line.style or None, markup=False, soft_wrap=True)
