"""`comparison migrate`: rewrite Flask sources for Quart."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click
from packaging.utils import canonicalize_name

from ..errors import ConfigurationError
from ..migrate.annotate import annotated
from ..migrate.app_start import start_of_app
from ..migrate.configuration import configuration_files
from ..migrate.files import MigratedFile, check_renames, migrate_files
from ..migrate.git import check_committed
from ..migrate.patch import patch_lines, write_files
from ..migrate.project_roots import below_current_directory, project_root
from ..migrate.written import WrittenFile
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.deployment import serving_lines
from ..notes.extension_imports import ExtensionNote, extension_notes
from ..notes.gaps import all_gaps
from ..notes.rule import Rule
from ..report.files import check_writable
from ..report.files import write as write_file
from ..report.migration import Cause, Extension, MigrationReport, Place, Surroundings, migration_report
from ..report.migration_text import json_text, markdown, summary, text_lines
from ..settings import read_settings
from .migration_progress import shown_progress
from .terminal import DIFFERENT, EQUAL, console

_FORMATS = {".md": markdown, ".json": json_text}


@click.command(short_help="Rewrite Flask sources for Quart, and print the patch.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="Rename a package (repeatable).")
@click.option("--write", is_flag=True, help="Write the files. Renamed ones are written beside the old ones.")
@click.option("--force", is_flag=True, help="Write even if git could not bring the old files back.")
@click.option("--check", is_flag=True, help="List the files that would change; exit 1 if there are any.")
@click.option("--estimate", is_flag=True, help="Print what is left to do and the counts, without the patch.")
@click.option("--annotate", is_flag=True, help="Write what is left to do as comments, `# TODO(ID): …`, into the files.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what is left to do to FILE.md or FILE.json.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules.")
@click.option("--only", multiple=True, metavar="ID", help="Apply only this rule (repeatable). The result may not run.")
@click.option("--skip", multiple=True, metavar="ID", help="Skip this rule (repeatable).")
@click.option("--exclude", multiple=True, metavar="NAME|PATH|GLOB", help="Skip files and directories (repeatable).")
def migrate(paths: tuple[Path, ...], list_rules: bool, **options: Any) -> None:
    """Rewrite Flask sources for Quart, and print the patch; what is left to do by hand goes to standard error.

    Pass all files of an app and its tests together: a change in one of them spreads to its callers in the others.

    Exit status: 0 nothing is left to do, 1 something is (with --check: a file would change), 2 usage.
    """
    rules = _chosen_rules(options["only"], options["skip"])
    if list_rules:
        _print_rules(rules)
        return
    _check_options(paths, options)
    files, renames = _migrated(paths, rules, options)
    extensions = _extensions(files)
    configuration = _configuration(files, extensions, not renames and "FQ001" in rules)
    written: list[WrittenFile] = [*files, *configuration]
    _print_or_write(written, options)
    report = _report(files, extensions, configuration, options["write"])
    _print_report(report, options)
    is_different = any(file.is_changed for file in written) if options["check"] else not report.is_complete
    raise SystemExit(DIFFERENT if is_different else EQUAL)


def _check_options(paths: Sequence[Path], options: dict[str, Any]) -> None:
    """Raise `ConfigurationError` for options that exclude each other, and for a report of unknown format."""
    if not paths:
        raise ConfigurationError("No path was passed: pass the directory of your app, or a Python file.")
    ways = [f"--{name}" for name in ("write", "check", "estimate") if options[name]]
    if len(ways) > 1:
        raise ConfigurationError(f"{ways[0]} and {ways[1]} exclude each other: pass one of them.")
    report = options["report"]
    if report is not None and report.suffix not in _FORMATS:
        raise ConfigurationError(f"--report is {str(report)!r}, but must end in .md or .json.")
    if report is not None:
        check_writable({"--report": report})


def _migrated(
    paths: Sequence[Path], rules: dict[str, Rule], options: dict[str, Any]
) -> tuple[list[MigratedFile], dict[str, str]]:
    """Return the migrated files, and the renames."""
    settings = read_settings(Path.cwd())
    exclude = (*options["exclude"], *(settings.exclude if settings else ()))
    renames = _parse_renames(options["renames"])
    is_partial = options["only"] or options["skip"]
    with shown_progress() as progress:
        files = migrate_files(paths, [*rules.values(), *(() if is_partial else all_gaps())], renames, exclude, progress)
    check_renames(renames, files)
    return [annotated(file) for file in files] if options["annotate"] else files, renames


def _print_or_write(files: list[WrittenFile], options: dict[str, Any]) -> None:
    """Print the patch or the names of the changed files, or write them."""
    changed = [file for file in files if file.is_changed]
    lines: Iterable[str] = [str(file.path) for file in changed]
    if options["write"]:
        if not options["force"]:
            check_committed([file.path for file in changed if file.path == file.target and file.path.exists()])
        lines = write_files(files)
    elif not options["check"]:
        lines = [] if options["estimate"] else patch_lines(files)
    for line in lines:
        click.echo(line)


def _print_report(report: MigrationReport, options: dict[str, Any]) -> None:
    """Print what is left to do to standard error, and write it to a file if one is named."""
    if report.files or not report.is_complete:
        width = console.width if sys.stderr.isatty() else 0
        for line in text_lines(report, width):
            click.echo(line, err=True)
    elif options["estimate"]:
        click.echo(summary(report), err=True)
    if options["report"] is not None:
        write_file("--report", options["report"], _FORMATS[options["report"].suffix](report))


def _extensions(files: Sequence[MigratedFile]) -> list[ExtensionNote]:
    """Return what is known of the extensions that the files import, for the version of Quart that is installed."""
    sources = [(file.target, file.after) for file in files if not file.problem]
    return list(extension_notes(sources, version("quart")))


def _configuration(
    files: Sequence[MigratedFile], extensions: Sequence[ExtensionNote], replaces_flask: bool
) -> list[WrittenFile]:
    """Return the changed configuration files. The requirements stay if Flask is still used beside Quart."""
    needs_patch = any(note.needs_patch for note in extensions)
    replaced = dict(note.replaced for note in extensions if note.replaced and replaces_flask)
    counterparts: dict[str, str] = {canonicalize_name(old): new for old, new in replaced.items()}
    return configuration_files(files, replaces_flask, needs_patch, counterparts)


def _report(
    files: list[MigratedFile],
    extensions: Sequence[ExtensionNote],
    configuration: Sequence[WrittenFile],
    is_written: bool,
) -> MigrationReport:
    """Return what is left to do, in the files and around them."""
    severities = {id: divergence.severity for id, divergence in all_divergences().items()}
    surroundings = Surroundings(
        tuple(
            Extension(note.sentence, tuple(Place(*place) for place in note.places), note.first_lines, note.is_open)
            for note in extensions
        ),
        tuple(_deployment(files)),
        tuple(str(file.path) for file in configuration),
        str(start_of_app(files) or ""),
        is_written,
    )
    return migration_report(files, severities, surroundings)


def _deployment(files: Iterable[MigratedFile]) -> Iterator[Cause]:
    """Yield what is left to do in the files that serve an app, if one of these files changes."""
    roots = {project_root(file.path) for file in files if file.is_changed}
    places: dict[tuple[str, str], list[Place]] = {}
    for line in serving_lines(roots):
        place = Place(str(below_current_directory(line.path)), line.line)
        places.setdefault((line.note, line.reason), []).append(place)
    for (note, reason), of_cause in places.items():
        yield Cause(note, reason, "loud", tuple(of_cause))


def _print_rules(rules: dict[str, Rule]) -> None:
    for id, rule in rules.items():
        console.print(f"{id}  {rule.feature:<10} {titles()[id]}", markup=False, highlight=False, soft_wrap=True)


def _chosen_rules(only: tuple[str, ...], skip: tuple[str, ...]) -> dict[str, Rule]:
    """Return the rules to apply by id, in order: those of `only`, or all, without those of `skip`.

    The ids may be in lower case. Raises `ConfigurationError`, which names the option, for an id that is not a rule's.
    """
    rules = all_rules()
    options = [*(("--only", id) for id in only), *(("--skip", id) for id in skip)]
    for option, id in options:
        if id.upper() in all_divergences():
            raise ConfigurationError(
                f"{option} names {id}, a divergence, which no rule rewrites: see `comparison notes {id}`, "
                "or pass a rule's id."
            )
        if id.upper() not in rules:
            raise ConfigurationError(f"There is no rule {id!r} ({option}): `comparison migrate --list` lists all.")
    skipped, chosen = {id.upper() for id in skip}, {id.upper() for id in only}
    return {id: rule for id, rule in rules.items() if id not in skipped and (not only or id in chosen)}


def _parse_renames(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the new name of each old one; raise `ConfigurationError` for an argument that is not OLD=NEW."""
    for pair in pairs:
        if not all(part.isidentifier() and not iskeyword(part) for part in pair.split("=")) or pair.count("=") != 1:
            raise ConfigurationError(f"--rename is {pair!r}, but must be OLD=NEW, two package names.")
    return dict(pair.split("=") for pair in pairs)
