"""Find where each note shows in a pair: the lines that a rule changes, the files that close a divergence."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from ..migrate.files import migrate_files
from ..settings import Settings
from ..targets.app import source_of
from .catalogue import all_divergences, all_rules

MOST = 3
COMPAT = "compat"


def reasons_of(settings: Settings) -> dict[tuple[Path, int], str]:
    """Return, for each line of the candidate that differs, the rules that make it so; "rename" for a package's name.

    The key is path and line number, the value the ids with blanks between. A file that is not what the rules make of
    the baseline's has none: its lines were written by hand.
    """
    source, target = (source_of(side, settings.root) for side in settings.sides)
    reasons: dict[tuple[Path, int], str] = {}
    for file in migrate_files([source], all_rules().values(), {source.stem: target.stem}, settings.exclude):
        there = target / file.path.relative_to(source) if target.is_dir() else target
        if there.exists() and there.read_text(encoding="utf-8") == file.after:
            reasons |= {(there, line): " ".join(rules) for line, rules in file.reasons().items()}
    return reasons


def places_of(settings: Settings, reasons: Mapping[tuple[Path, int], str]) -> Mapping[str, list[str]]:
    """Return the places of each note by its id, as Markdown; a note without places has no entry.

    `reasons` are those of `reasons_of`. A rule has at most MOST places, `path:line` of a line that it changes, then
    "and N more". A divergence has the paths of the files that close it.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for (path, line), rules in reasons.items():
        for rule in rules.split():
            places[rule].append(f"`{path.relative_to(settings.root)}:{line}`")
    for lines in places.values():
        lines[MOST:] = [f"and {len(lines) - MOST} more"] if len(lines) > MOST else []
    for id, divergence in all_divergences().items():
        for side in settings.sides if divergence.compat else ():
            path = source_of(side, settings.root) / COMPAT / f"{divergence.compat}.py"
            if path.exists():
                places[id].append(f"`{path.relative_to(settings.root)}`")
    return places
