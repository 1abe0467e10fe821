"""The two apps' sources side by side."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table

from ..errors import ConfigurationError
from ..settings import Settings
from ..targets.app import source_of

CONTEXT = 1

Cell = str | Syntax
Reasons = Mapping[tuple[Path, int], str]


def pairs_of_files(settings: Settings, feature: str | None) -> list[tuple[Path, Path]]:
    """Return the Python files that both apps have, or those of one feature.

    Raises `ConfigurationError` when there is none of that name.
    """
    left, right = (source_of(side, settings.root) for side in settings.sides)
    if left.is_file() and right.is_file():
        return [(left, right)]
    names = sorted(str(path.relative_to(left)) for path in left.rglob("*.py"))
    both = [name for name in names if (right / name).exists()]
    chosen = [name for name in both if feature is None or Path(name).stem == feature]
    if not chosen:
        known = ", ".join(sorted({Path(name).stem for name in both}))
        raise ConfigurationError(f"Both apps have no file for {feature!r}; choose from {known}.")
    return [(left / name, right / name) for name in chosen]


def shown(path: Path) -> str:
    """Return a file's path relative to the folder that it is run from, where it is in there."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def side_by_side(left: Path, right: Path, reasons: Reasons | None = None) -> Iterator[Rule | Table]:
    """Yield what differs between two files, with a line around it; nothing when they are equal.

    `reasons` says why a line of the right file is as it is.
    """
    ours, theirs = left.read_text(encoding="utf-8").splitlines(), right.read_text(encoding="utf-8").splitlines()
    groups = list(SequenceMatcher(None, ours, theirs, autojunk=False).get_grouped_opcodes(CONTEXT))
    if not groups:
        return
    yield Rule(f"{shown(left)} · {shown(right)}")
    table = Table(show_header=False, show_edge=False, pad_edge=False, expand=True)
    for _ in range(2):
        table.add_column(justify="right", style="dim", width=4)
        table.add_column(ratio=1, overflow="fold")
    if reasons:
        table.add_column(style="dim", overflow="fold", max_width=17)
    for group in groups:
        for tag, *bounds in group:
            for number, row in enumerate(rows(tag, ours, theirs, *bounds), bounds[2] + 1):
                because = [reasons.get((right, number), "") if tag != "equal" else ""] if reasons else []
                table.add_row(*row, *because)
        table.add_section()
    yield table


def rows(
    tag: str, ours: list[str], theirs: list[str], i: int, i_end: int, j: int, j_end: int
) -> Iterator[tuple[Cell, ...]]:
    style = None if tag == "equal" else "default"
    for offset in range(max(i_end - i, j_end - j)):
        cells: list[Cell] = []
        for lines, start, end in ((ours, i, i_end), (theirs, j, j_end)):
            number = start + offset
            there = number < end
            text = Syntax(lines[number], "python", word_wrap=True, background_color="default") if there else ""
            cells += [f"{number + 1}{'' if style is None else '*'}" if there else "", text]
        yield tuple(cells)
