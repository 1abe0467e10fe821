"""`comparison migrate`: rewrite Flask sources for Quart."""

from keyword import iskeyword
from pathlib import Path

import click

from ..errors import ConfigurationError
from ..migrate.configuration import configuration_files
from ..migrate.files import check_renames, migrate_files
from ..migrate.patch import manual_step_lines, patch_lines, write_files
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.rule import Rule
from ..settings import read_settings
from .terminal import DIFFERENT, EQUAL, console


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rename", "renames", multiple=True, metavar="OLD=NEW", help="Rename a package (repeatable).")
@click.option("--write", is_flag=True, help="Write the files. Renamed ones are written beside the old ones.")
@click.option("--force", is_flag=True, help="Write although the files are not committed to git.")
@click.option("--check", is_flag=True, help="List the files that would change; exit 1 if there are any.")
@click.option("--list", "list_rules", is_flag=True, help="List the rules.")
@click.option("--only", multiple=True, metavar="ID", help="Apply only this rule (repeatable). The result may not run.")
@click.option("--skip", multiple=True, metavar="ID", help="Skip this rule (repeatable).")
@click.option("--exclude", multiple=True, metavar="NAME", help="Skip files and directories of this name (repeatable).")
def migrate(
    paths: tuple[Path, ...], list_rules: bool, write: bool, force: bool, check: bool, **options: tuple[str, ...]
) -> None:
    """Rewrite Flask sources for Quart, and print the patch.

    Pass all files of an app together: a change in one of them spreads to its callers in the others.
    """
    if write and check:
        raise ConfigurationError("--write and --check exclude each other: pass one of them.")
    rules = _chosen_rules(options["only"], options["skip"])
    if list_rules:
        _print_rules(rules)
        return
    if not paths:
        raise ConfigurationError("No path was passed: pass the directory of your app, or a Python file.")
    settings = read_settings(Path.cwd())
    exclude = (*options["exclude"], *(settings.exclude if settings else ()))
    renames = _parse_renames(options["renames"])
    files = migrate_files(paths, rules.values(), renames, exclude)
    check_renames(renames, files)
    written = [*files, *configuration_files(files, replaces_flask=not renames and "FQ001" in rules)]
    changed = write_files(written) if write else [str(file.path) for file in written if file.is_changed]
    for line in changed if write or check else patch_lines(written):
        click.echo(line)
    for line in manual_step_lines(files):
        click.echo(line, err=True)
    raise SystemExit(DIFFERENT if check and changed else EQUAL)


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
            problem = f"{option} names {id}, a divergence, which no rule rewrites"
            raise ConfigurationError(f"{problem}: see `comparison notes {id}`.")
        if id.upper() not in rules:
            raise ConfigurationError(f"There is no rule {id!r} ({option}): `comparison migrate --list` lists all.")
    skipped, chosen = {id.upper() for id in skip}, {id.upper() for id in only}
    return {id: rule for id, rule in rules.items() if id not in skipped and (not only or id in chosen)}


def _parse_renames(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the new name of each package; raise `ConfigurationError` for an argument that is not OLD=NEW."""
    for pair in pairs:
        if not all(part.isidentifier() and not iskeyword(part) for part in pair.split("=")) or pair.count("=") != 1:
            raise ConfigurationError(f"--rename is {pair!r}, but must be OLD=NEW, two package names.")
    return dict(pair.split("=") for pair in pairs)
