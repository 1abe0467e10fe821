"""The features of a pair: the modules of both apps that register routes, with the lines in which they differ."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..report.page.marks import Segment, marked_row
from ..report.page.overview import NoteText, paragraphs
from ..report.source_rows import SourceRow, source_rows
from ..report.sources import Reasons

# Unchanged lines around a change, and features at most.
_CONTEXT, _MOST = 2, 20
_REGISTERS = frozenset(("route", "get", "post", "put", "patch", "delete"))
# Names of modules that say nothing of their package's feature.
_PLAIN_NAMES = ("__init__", "views", "routes", "blueprint", "controllers")


@dataclass(frozen=True)
class FeatureRow:
    """A row of both sources: number and parts of either line, and the rules that change the candidate's."""

    sides: tuple[tuple[int, Sequence[Segment] | None], ...]
    differs: bool
    rules: str = ""


@dataclass(frozen=True)
class Feature:
    """A module of both apps: its two paths, the places in which it differs, and the ids of its notes.

    A divergence comes with the lines of the baseline that it concerns.
    """

    name: str
    baseline: str
    candidate: str
    groups: tuple[tuple[FeatureRow, ...], ...]
    rules: tuple[str, ...]
    divergences: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Sources:
    """What a page shows of a pair's sources: its features, or else routes of the baseline; and the notes, by id."""

    features: Sequence[Feature] = ()
    routes: Sequence[str] = ()
    notes: Mapping[str, NoteText] = field(default_factory=dict)


def sources_view(sources: Sources) -> dict[str, Any]:
    """Return the sources as JSON values, with the notes that they name."""
    named = {id for feature in sources.features for id in (*feature.rules, *(id for id, _ in feature.divergences))}
    return {
        "features": [asdict(feature) for feature in sources.features],
        "routes": list(sources.routes),
        "notes": {id: _note_view(note) for id, note in sources.notes.items() if id in named},
    }


def _note_view(note: NoteText) -> dict[str, Any]:
    return {
        "title": note.title.replace("`", ""),
        "severity": note.severity,
        "reason": paragraphs(note.reason),
        "remedy": paragraphs(note.remedy),
    }


# The lines that each divergence concerns, by its id, of each file.
Concerns = Mapping[Path, Mapping[str, Sequence[int]]]


def with_routes(pairs: Sequence[tuple[Path, Path]]) -> list[tuple[Path, Path]]:
    """Return the files that register routes in both apps, at most _MOST; none if a file can't be read or parsed."""
    try:
        return [pair for pair in pairs if all(registers_routes(path.read_text("utf-8")) for path in pair)][:_MOST]
    except (OSError, ValueError, SyntaxError):
        return []


def features_of(
    pairs: Sequence[tuple[Path, Path]], root: Path, reasons: Reasons, concerns: Concerns
) -> tuple[Feature, ...]:
    """Return the features of files that both apps have; `reasons` are the rules by path and line of the candidate."""
    names = _names([left for left, _ in pairs])
    return tuple(
        _feature(name, pair, root, reasons, concerns.get(pair[0], {})) for name, pair in zip(names, pairs, strict=True)
    )


def registers_routes(source: str) -> bool:
    """Return whether a module registers a route with a decorator, as `@bp.get("/path")` does."""
    functions = (
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return any(_is_route(decorator) for function in functions for decorator in function.decorator_list)


def _is_route(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _REGISTERS
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).startswith("/")
    )


def _names(paths: Sequence[Path]) -> list[str]:
    """Return the name of each module below what all have in common, as `admin.users`, without `views` and its like."""
    common = Path(*_common_parts(paths))
    names = []
    for path in paths:
        parts = list(path.relative_to(common).with_suffix("").parts) if path != common else [path.stem]
        while len(parts) > 1 and parts[-1] in _PLAIN_NAMES:
            parts.pop()
        names.append(common.name if parts == ["__init__"] else ".".join(parts))
    return names


def _common_parts(paths: Sequence[Path]) -> Iterator[str]:
    for parts in zip(*(path.parent.parts for path in paths), strict=False):
        if len(set(parts)) > 1:
            return
        yield parts[0]


def _feature(
    name: str, paths: tuple[Path, Path], root: Path, reasons: Reasons, divergences: Mapping[str, Sequence[int]]
) -> Feature:
    left, right = (path.read_text("utf-8").splitlines() for path in paths)
    groups = tuple(tuple(_row(row, reasons, paths[1]) for row in group) for group in source_rows(left, right, _CONTEXT))
    rules = sorted({rule for group in groups for row in group for rule in row.rules.split() if rule[:1].isupper()})
    displayed = [str(path.relative_to(root)) if path.is_relative_to(root) else str(path) for path in paths]
    concerns = tuple((id, tuple(lines)) for id, lines in divergences.items())
    return Feature(name, displayed[0], displayed[1], groups, tuple(rules), concerns)


def _row(row: SourceRow, reasons: Reasons, candidate: Path) -> FeatureRow:
    left, right = row.baseline, row.candidate
    marked = marked_row(left and left[1], right and right[1])
    sides = ((left[0] if left else 0, marked.baseline), (right[0] if right else 0, marked.candidate))
    rules = reasons.get((candidate, right[0]), "") if right and row.differs else ""
    return FeatureRow(sides, row.differs, rules)
