"""`comparison accept`: review the differences of the last run, and write those that are meant to stay."""

from collections.abc import Collection, Sequence
from pathlib import Path

import click
import tomlkit
from tomlkit.exceptions import TOMLKitError

from ..acceptance import Entry, NoEntryError, entries_of
from ..compare import Comparison
from ..errors import ConfigurationError
from ..expected import read_expected_differences
from ..groups import DifferenceGroup, groups_of
from ..notes.catalogue import titles
from ..report.differences import group_lines, visible
from ..report.files import write
from ..report.json_report import read_comparison
from ..report.last_run import read_last_run
from ..settings import Settings, usual_expected
from .options import read_project_settings
from .terminal import DIFFERENT, EQUAL, console

_HEADER = "# The differences that this pair accepts. Each entry is a decision, with its reason.\n"


@click.command(short_help="Accept differences of the last run that are meant to stay.")
@click.option("--all", "accepts_all", is_flag=True, help="Accept all groups, or those of --note, without asking.")
@click.option("--note", metavar="ID", help="With --all: accept the differences that this note explains.")
@click.option("--reason", metavar="TEXT", help="With --all: the reason of the entries.")
@click.option("--prune", is_flag=True, help="Remove the entries that were unused in the last run.")
def accept(accepts_all: bool, note: str | None, reason: str | None, prune: bool) -> None:
    """Review the differences of the last run, and accept those that are meant to stay.

    Writes an entry for each accepted group into the file of expected differences. Exit status: 0 if no group is left,
    1 if some are, 2 usage.
    """
    _check_options(accepts_all, note, reason)
    settings = read_project_settings()
    result = read_last_run(settings.root)
    path = settings.expected or usual_expected(settings.root, settings.tests)
    if prune:
        console.print(_pruned(path, _unused(settings, result)), markup=False, soft_wrap=True)
        raise SystemExit(EQUAL)
    groups = groups_of(_comparison(settings, result))
    if not groups:
        console.print("The last run has no difference to accept.")
    left = 0
    for number, group in enumerate(groups, 1):
        because = _because(group, note, reason) if accepts_all else _asked(group, number, len(groups))
        left += not (because and _accept(path, group, because))
    raise SystemExit(DIFFERENT if left else EQUAL)


def _check_options(accepts_all: bool, note: str | None, reason: str | None) -> None:
    """Raise `ConfigurationError` for options that do not fit together, and for an unknown note."""
    if (note or reason) and not accepts_all:
        raise ConfigurationError(f"{'--note' if note else '--reason'} needs --all: add it.")
    if accepts_all and not (note or reason):
        raise ConfigurationError("--all needs the reason: add --note ID or --reason TEXT.")
    if note is not None and note.upper() not in titles():
        raise ConfigurationError(f"There is no note {note!r} (--note): `comparison notes` lists all.")


def _comparison(settings: Settings, result: dict[str, object]) -> Comparison:
    try:
        return read_comparison(result)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise _another_version(settings) from None


def _unused(settings: Settings, result: dict[str, object]) -> set[tuple[int, str]]:
    """Return the number and the text of each entry that was unused in the last run.

    Raises `ConfigurationError` after a run of a shard: another may use what is unused there.
    """
    if result.get("shard"):
        raise ConfigurationError(
            "The last run was of a shard, and another may use an entry: run without --shard first."
        )
    try:
        # An entry of another type raises the TypeError below.
        return {(entry["number"], entry["entry"]) for entry in result["unused_expected"]}  # type: ignore[attr-defined]
    except (KeyError, TypeError):
        raise _another_version(settings) from None


def _another_version(settings: Settings) -> ConfigurationError:
    return ConfigurationError(
        f"{settings.root}/.comparison is of another version of comparison: run `comparison` first."
    )


def _because(group: DifferenceGroup, note: str | None, reason: str | None) -> str:
    """Return the reason for a group, "" if it is not of the note."""
    if note is None:
        return reason or ""
    id = note.upper()
    is_of_note = id in (*group.first.notes.certain, *group.first.notes.possible)
    return (reason or f"{id}: {titles()[id]}") if is_of_note else ""


def _asked(group: DifferenceGroup, number: int, count: int) -> str:
    """Show a group, and return the reason that the user gives for it, "" to skip it."""
    for line in group_lines([group]):
        console.print(line, markup=False, soft_wrap=True)
    notes = group.first.notes.certain
    default = f"{notes[0]}: {titles()[notes[0]]}" if notes else ""
    question = f"{number} of {count}: why is this meant to stay? (empty: skip)"
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer.strip()


def _accept(path: Path, group: DifferenceGroup, because: str) -> bool:
    """Write the entries of a group, and return whether that could be done."""
    try:
        entries = entries_of(group, because)
    except NoEntryError as error:
        console.print(f"not accepted: {visible(group.title)}: {error}.", markup=False, soft_wrap=True)
        return False
    missing = [entry for entry in entries if entry.covered not in _covered_by(path)]
    if missing:
        _append(path, missing)
    written = f"accepted: {visible(group.title)}: {_entries_text(len(missing))} in {path}"
    kept = f"already accepted in {path}: {visible(group.title)}"
    console.print(written if missing else kept, markup=False, soft_wrap=True)
    return True


def _covered_by(path: Path) -> list[dict[str, object]]:
    """Return what each entry of the file covers; raises `ConfigurationError` for a file that can't be read."""
    if not path.exists():
        return []
    read_expected_differences(path)
    tables = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap().get("expected", [])
    return [{key: value for key, value in table.items() if key != "because"} for table in tables]


def _append(path: Path, entries: Sequence[Entry]) -> None:
    """Write entries behind those of the file; the file is checked before and afterwards."""
    before = path.read_text(encoding="utf-8") if path.exists() else _HEADER
    if path.exists():
        read_expected_differences(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join([before if before.endswith("\n") else f"{before}\n", *(entry.as_toml() for entry in entries)])
    write("expected", path, text)
    read_expected_differences(path)


def _pruned(path: Path, unused: Collection[tuple[int, str]]) -> str:
    """Remove the unused entries from the file; return what was done.

    An entry whose place the file has changed since stays: only a run shows whether it is unused.
    """
    entries = read_expected_differences(path) if path.exists() else ()
    stale = [entry.number - 1 for entry in entries if (entry.number, str(entry)) in unused]
    if not stale:
        return "The last run has no unused entry: nothing was removed."
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8"))
    except TOMLKitError as error:
        raise ConfigurationError(f"{path} is not TOML: {error}. Fix it, and run again.") from None
    tables = document["expected"]
    for index in reversed(stale):
        del tables[index]
    write("expected", path, tomlkit.dumps(document))
    return f"Removed {_entries_text(len(stale))} from {path}."


def _entries_text(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
