"""`comparison migrate`: rewrite Flask sources for Quart."""

from keyword import iskeyword
from pathlib import Path

import click

from ..errors import ConfigurationError
from ..migrate.files import check_names, migrated
from ..migrate.patch import left_by_hand, patch_of, written
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.rule import Rule
from ..settings import read_settings
from .terminal import DIFFERENT, EQUAL, console


@click.command()
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
    by_hand = (*options["by_hand"], *(settings.exclude if settings else ()))
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
