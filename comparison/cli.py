"""The command `comparison`: compare the pair, or show the two sources."""

import json
import sys
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click
from rich.markdown import Markdown

from .errors import ComparisonError, ConfigurationError
from .migrate.files import check_names, migrated
from .migrate.patch import left_by_hand, patch_of, written
from .notes.catalogue import all_divergences, all_rules, titles
from .notes.page import one_page
from .notes.places import places_of, reasons_of
from .notes.rule import Rule
from .output import check_writable, write
from .report import as_json
from .runner.ending import end_process
from .runner.session import run_tests
from .settings import TARGETS, Settings, read_settings
from .sources import pairs_of_files, side_by_side
from .status import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, USAGE, complain, console, errors, show, status_of

FILE = click.Path(path_type=Path, dir_okay=False)
EARLIER = click.Path(path_type=Path, dir_okay=False, exists=True)


class DefaultGroup(click.Group):
    """A group whose command is `compare` when none is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
            args = ["compare", *args]
        return super().parse_args(context, args)


@click.group(cls=DefaultGroup, context_settings={"help_option_names": ["-h", "--help"]})
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


@cli.command()
@click.argument("feature", required=False)
def diff(feature: str | None) -> None:
    """Show the two sources side by side, where they differ, each line with the rule that changes it."""
    settings = settings_here()
    pairs = pairs_of_files(settings, feature)
    reasons = reasons_of(settings)
    for left, right in pairs:
        for part in side_by_side(left, right, reasons):
            console.print(part)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="Call a package by another name.")
@click.option("--write", is_flag=True, help="Write the files; renamed ones beside the old.")
@click.option("--check", is_flag=True, help="Print nothing but names; exit with 1 when a file would change.")
@click.option("--list", "listed", is_flag=True, help="List the rules.")
@click.option(
    "--only", multiple=True, metavar="ID", help="Apply this rule alone (repeatable); the result need not run."
)
@click.option("--skip", multiple=True, metavar="ID", help="Leave out this rule (repeatable).")
@click.option("--by-hand", multiple=True, metavar="NAME", help="Leave files and folders of this name as they are.")
def migrate(paths: tuple[Path, ...], listed: bool, write: bool, check: bool, **options: tuple[str, ...]) -> None:
    """Rewrite Flask sources for Quart; print the diff.

    The files that belong to one app are given together: a change in one of them spreads to the callers in others.
    """
    if write and check:
        raise ConfigurationError("--write and --check were both given: choose one.")
    rules = chosen_rules(options["only"], options["skip"])
    if listed:
        for id, rule in rules.items():
            console.print(f"{id}  {rule.feature:<10} {titles()[id]}", markup=False, highlight=False, soft_wrap=True)
        return
    if not paths:
        raise ConfigurationError("No path was given: name the folder of your app, or a Python file.")
    settings = read_settings(Path.cwd())
    by_hand = (*options["by_hand"], *(settings.by_hand if settings else ()))
    renames = renames_of(options["renames"])
    files = migrated(paths, rules.values(), renames, by_hand)
    check_names(renames, files)
    changed = written(files) if write else [str(file.path) for file in files if file.changed]
    for line in changed if write or check else patch_of(files):
        click.echo(line)
    for line in left_by_hand(files):
        click.echo(line, err=True)
    raise SystemExit(DIFFERENT if check and changed else EQUAL)


def chosen_rules(only: tuple[str, ...], skip: tuple[str, ...]) -> dict[str, Rule]:
    """Return the rules to apply; raises `ConfigurationError` for an id that there is not."""
    rules = all_rules()
    for id in (*only, *skip):
        if id.upper() in all_divergences():
            raise ConfigurationError(f"{id} is a divergence, which nothing rewrites: see `comparison notes {id}`.")
        if id.upper() not in rules:
            raise ConfigurationError(f"There is no rule {id!r}; `comparison migrate --list` shows all.")
    left, chosen = {id.upper() for id in skip}, {id.upper() for id in only}
    return {id: rule for id, rule in rules.items() if id not in left and (not only or id in chosen)}


def renames_of(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if not all(part.isidentifier() and not iskeyword(part) for part in pair.split("=")) or pair.count("=") != 1:
            raise ConfigurationError(f"--rename is {pair!r}, but must be OLD=NEW, two names of packages.")
    return dict(pair.split("=") for pair in pairs)


@cli.command()
@click.option("--workload", "only", multiple=True, metavar="NAME", help="Only this workload (repeatable).")
@click.option("--with", "more", default="", metavar="SERVERS", help="Besides: uvicorn, granian, uvloop (with commas).")
@click.option("--quick", is_flag=True, help="A few points, in under three minutes.")
@click.option("--rounds", type=click.IntRange(3), help="Interleaved rounds; by default 10.")
@click.option("--seconds", type=click.FloatRange(0.1), help="Seconds of a round; by default 0.4.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes of each server.")
@click.option("--threads", type=click.IntRange(1), help="Threads of gunicorn's gthread; by default 64.")
@click.option("--from", "earlier", type=EARLIER, help="Show an earlier run's JSON.")
@click.option("--json", "json_file", type=FILE, help="Write all rounds as JSON.")
@click.option("--html", type=FILE, help="Write a page with plots.")
def benchmark(earlier: Path | None, json_file: Path | None, html: Path | None, **options: Any) -> None:
    """Measure when the candidate pays: equal work, on servers that people deploy."""
    try:
        from .benchmark import measure, page, read, tables  # noqa: PLC0415 - needs more than the comparison does
    except ImportError as error:
        raise ComparisonError(f'{error.name} is missing: python -m pip install "flask-quart-pair[benchmark]"') from None
    check_writable(json_file, html)
    result = read(earlier) if earlier else measure(settings_here(), console, **options)
    for part in tables(result):
        console.print(part)
    if json_file is not None:
        write(json_file, json.dumps(result.as_json(), indent=1) + "\n")
    if html is not None:
        write(html, page(result))
    raise SystemExit(DIFFERENT if result.differs else EQUAL)


@cli.command()
@click.argument("id", required=False)
def notes(id: str | None) -> None:
    """List the migration notes, or print one: FQ… are rules, FD… divergences."""
    known = titles()
    if id is None:
        for name, title in known.items():
            note = all_divergences().get(name) or all_rules()[name]
            console.print(f"{name}  {getattr(note, 'severity', 'rule'):<8}  {title}", markup=False, soft_wrap=True)
        return
    if id.upper() not in known:
        raise ConfigurationError(f"There is no note {id!r}; `comparison notes` lists all.")
    settings = read_settings(Path.cwd())
    places = places_of(settings) if settings else {}
    console.print(Markdown(one_page(id.upper(), places), hyperlinks=False))


def settings_here() -> Settings:
    settings = read_settings(Path.cwd())
    if settings is None:
        raise ComparisonError(
            f"{Path.cwd()}/pyproject.toml has no section [tool.comparison]: "
            "run this where it has one, or add one that names baseline and candidate."
        )
    return settings


def main() -> None:
    """Run the command; a user's mistake ends with a text and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal can't show is no reason to show nothing.
            stream.reconfigure(errors="backslashreplace")
    try:
        raise SystemExit(cli(standalone_mode=False))
    except click.Abort:
        errors.print("Interrupted.", style="red")
        raise SystemExit(INTERRUPTED) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(USAGE) from None
    except ComparisonError as error:
        errors.print(f"Error: {error}", style="red", markup=False)
        raise SystemExit(USAGE) from None
    except Exception:
        errors.print_exception()
        raise SystemExit(INTERNAL) from None
