"""`comparison report`: write a result as an HTML page."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from ..errors import ComparisonError, ConfigurationError
from ..report.files import check_writable, write_parts
from ..report.last_run import last_exchanges, read_last_run
from ..report.merge import merged
from ..report.page.render import page_parts
from ..report.result_file import read_result, recorded_in, write_files
from .note_texts import note_texts
from .options import EXISTING_FILE, FILE, read_project_settings
from .terminal import console

_PAGE = "index.html"


@click.command(short_help="Write a result as an HTML page.")
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
    "is_from",
    is_flag=True,
    help="Show the result in FILE, written by --json, instead of the last run; those of several shards are merged.",
)
@click.option("--markdown", "markdown_file", type=FILE, help="Write a summary as Markdown too, for CI.")
@click.argument("files", nargs=-1, type=EXISTING_FILE, metavar="[FILE…]")
def report(directory: Path, is_from: bool, markdown_file: Path | None, files: tuple[Path, ...]) -> None:
    """Write a result as an HTML page, which needs no server and no network: that of the last run, or of files.

    The page has each cause of differences with its notes, the tests, and each exchange side by side.
    """
    if is_from != bool(files):
        raise click.UsageError("Pass --from together with one or more files: --from a.json b.json.")
    check_writable({"--markdown": markdown_file})
    if files:
        place, again = ", ".join(map(str, files)), "write one with `comparison compare --json FILE`"
    else:
        root = read_project_settings().root
        place, again = f"{root}/.comparison", "run `comparison` first"
    try:
        result = _result_of(files) if files else read_last_run(root)
        with recorded_in(None if files else last_exchanges(root), result) as recorded:
            _write(directory, page_parts(result, recorded, note_texts()))
        write_files({"--markdown": markdown_file}, result)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{place} has no result of this version ({error!r}): {again}.") from None
    console.print(f"{directory / _PAGE}", markup=False, soft_wrap=True)


def _result_of(files: Sequence[Path]) -> dict[str, Any]:
    """Return the result in a file, or that of all shards in several."""
    results = {str(file): read_result(file, "--from") for file in files}
    return merged(results) if len(results) > 1 else results[str(files[0])]


def _write(directory: Path, parts: Iterator[str]) -> None:
    """Write the page; the first part is made before: an unusable result leaves no page."""
    first = next(parts)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ComparisonError(f"-o: {directory} can't be created: {error.strerror}. Pass another directory.") from None
    write_parts("-o", directory / _PAGE, chain([first], parts))
