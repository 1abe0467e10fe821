"""`comparison report`: write a result as an HTML page."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from ..errors import ComparisonError, ConfigurationError
from ..notes.catalogue import all_divergences, all_rules, texts
from ..report.files import write_parts
from ..report.last_run import last_exchanges, read_last_run
from ..report.page.overview import NoteText
from ..report.page.render import page_parts
from ..report.result_file import read_result, recorded_in
from .options import EXISTING_FILE, read_project_settings
from .terminal import console

_PAGE = "index.html"


@click.command()
@click.option(
    "-o",
    "--output",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("comparison-report"),
    show_default=True,
    metavar="DIR",
    help="Write index.html into this directory.",
)
@click.option(
    "--from",
    "files",
    type=EXISTING_FILE,
    multiple=True,
    metavar="FILE",
    help="Show the result in this file, written by --json, instead of the last run.",
)
def report(directory: Path, files: tuple[Path, ...]) -> None:
    """Write a result as an HTML page, which needs no server and no network: that of the last run, or of a file.

    The page has each cause of differences with its notes, the tests, and each exchange side by side.
    """
    if len(files) > 1:
        raise ConfigurationError(f"--from was passed {len(files)} times: pass one file.")
    if files:
        place, again = str(files[0]), "write one with `comparison compare --json FILE`"
        result, store = read_result(files[0], "--from"), None
    else:
        root = read_project_settings().root
        place, again = f"{root}/.comparison", "run `comparison` first"
        result, store = read_last_run(root), last_exchanges(root)
    try:
        with recorded_in(store, result) as recorded:
            _write(directory, page_parts(result, recorded, _notes()))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{place} has no result of this version ({error!r}): {again}.") from None
    console.print(f"{directory / _PAGE}", markup=False, soft_wrap=True)


def _write(directory: Path, parts: Iterator[str]) -> None:
    """Write the page; the first part is made before: an unusable result leaves no page."""
    first = next(parts)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ComparisonError(f"-o: {directory} can't be created: {error.strerror}. Pass another directory.") from None
    write_parts("-o", directory / _PAGE, chain([first], parts))


def _notes() -> dict[str, NoteText]:
    """Return the texts of all notes."""
    divergences, rules = all_divergences(), all_rules()
    notes = {}
    for id, (title, reason) in texts().items():
        if id in divergences:
            note = divergences[id]
            kind = f"{note.severity} divergence of the {note.cause}: {note.impact}"
            notes[id] = NoteText(title, reason, kind, note.remedy)
        else:
            notes[id] = NoteText(title, reason, f"rule, which `migrate` applies. Without it: {rules[id].symptom}", "")
    return notes
