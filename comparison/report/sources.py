"""Show the two apps' sources side by side."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table

from ..errors import ConfigurationError
from ..settings import Settings
from ..targets.app import source_of
from .source_rows import SourceRow, source_rows

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
    groups = list(source_rows(left_lines, right_lines, _CONTEXT))
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
        for row in group:
            number = row.candidate[0] if row.candidate else 0
            because = [reasons.get((right, number), "") if row.differs else ""] if reasons else []
            table.add_row(*_cells(row), *because)
        table.add_section()
    yield table


def _cells(row: SourceRow) -> Iterator[_Cell]:
    """Yield line number and text of either side; `*` marks a changed line."""
    for line in (row.baseline, row.candidate):
        if line is None:
            yield from ("", "")
        else:
            yield f"{line[0]}{'*' if row.differs else ''}"
            yield Syntax(line[1], "python", word_wrap=True, background_color="default")
