"""Show the two apps' sources side by side."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table

from ..errors import ConfigurationError
from ..settings import Settings
from ..targets.app import source_of

# Unchanged lines around a change.
_CONTEXT = 1

_Cell = str | Syntax
# Why a line of a file differs, by path and line number.
Reasons = Mapping[tuple[Path, int], str]


def pairs_of_files(settings: Settings, feature: str | None) -> list[tuple[Path, Path]]:
    """Return the Python files that both apps have, as pairs; with a feature, those of that name.

    Two apps that are single modules are one pair, whatever the feature. Raises `ConfigurationError` if no such file is
    in both apps, or if an app can't be imported.
    """
    left, right = (source_of(side, settings.root) for side in settings.sides)
    if left.is_file() and right.is_file():
        return [(left, right)]
    names = sorted(str(path.relative_to(left)) for path in left.rglob("*.py"))
    common = [name for name in names if (right / name).exists()]
    chosen = [name for name in common if feature is None or Path(name).stem == feature]
    if not common:
        sections = " and ".join(f"[tool.comparison.{side.name}]" for side in settings.sides)
        raise ConfigurationError(f"{left} and {right} have no Python file in common: check `app` in {sections}.")
    if not chosen:
        known = ", ".join(sorted({Path(name).stem for name in common}))
        raise ConfigurationError(f"No file of both apps is named {feature!r} (FEATURE): choose from {known}.")
    return [(left / name, right / name) for name in chosen]


def _display_path(path: Path) -> str:
    """Return a path relative to the working directory, if it is below it."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def side_by_side(left: Path, right: Path, reasons: Reasons | None = None) -> Iterator[Rule | Table]:
    """Yield a heading and a table of two files' differing lines, with a line around them; nothing if they are equal.

    `reasons` adds a column that says why a line of the right file differs.
    """
    left_lines, right_lines = (file.read_text(encoding="utf-8").splitlines() for file in (left, right))
    groups = list(SequenceMatcher(None, left_lines, right_lines, autojunk=False).get_grouped_opcodes(_CONTEXT))
    if not groups:
        return
    yield Rule(f"{_display_path(left)} · {_display_path(right)}")
    table = Table(show_header=False, show_edge=False, pad_edge=False, expand=True)
    for _ in range(2):
        table.add_column(justify="right", style="dim", width=4)
        table.add_column(ratio=1, overflow="fold")
    if reasons:
        table.add_column(style="dim", overflow="fold", max_width=17)
    for group in groups:
        for tag, *bounds in group:
            for number, row in enumerate(_rows(tag, left_lines, right_lines, *bounds), bounds[2] + 1):
                because = [reasons.get((right, number), "") if tag != "equal" else ""] if reasons else []
                table.add_row(*row, *because)
        table.add_section()
    yield table


def _rows(
    tag: str, left_lines: list[str], right_lines: list[str], left: int, left_end: int, right: int, right_end: int
) -> Iterator[tuple[_Cell, ...]]:
    """Yield the rows of an opcode of difflib: line number and text of either side; `*` marks a changed line."""
    mark = "" if tag == "equal" else "*"
    for offset in range(max(left_end - left, right_end - right)):
        cells: list[_Cell] = []
        for lines, start, end in ((left_lines, left, left_end), (right_lines, right, right_end)):
            index = start + offset
            if index < end:
                text = Syntax(lines[index], "python", word_wrap=True, background_color="default")
                cells += [f"{index + 1}{mark}", text]
            else:
                cells += ["", ""]
        yield tuple(cells)
