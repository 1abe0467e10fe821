"""Change requirements in `pyproject.toml`: the lists of each tool, and Poetry's tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from packaging.utils import canonicalize_name

from .requirement_changes import PYTEST_ASYNCIO, Requirement, RequirementChanges, requirement_name
from .text_files import Edit, edited, line_start, lines_after, next_line
from .toml_entries import Entry, comma_end, section_end, toml_entries, toml_string, toml_value

# Where lists of requirements are; `*` is any name.
_LISTS = (
    "project.dependencies",
    "project.optional-dependencies.*",
    "dependency-groups.*",
    "tool.pdm.dev-dependencies.*",
    "tool.uv.dev-dependencies",
    "tool.hatch.envs.*.dependencies",
    "tool.hatch.envs.*.extra-dependencies",
)
# Lists of names that Poetry's tables require.
_EXTRAS = "tool.poetry.extras.*"
_TABLES = ("tool.poetry.dependencies", "tool.poetry.dev-dependencies", "tool.poetry.group.*.dependencies")
# What stays of a table that requires Flask: when it is needed, but not which version and from where.
_CONDITIONS = ("markers", "optional", "platform", "python")


def changed_toml(changes: RequirementChanges, text: str) -> str:
    """Return the text of a `pyproject.toml` with its lists and tables of requirements changed."""
    entries = toml_entries(text)
    tables = {path: _dependencies(entries, path) for path in dict.fromkeys(_table_paths(entries))}
    lists = [entry for entry in entries if entry.items and _matches(entry.path, *_LISTS)]
    names = {requirement_name(requirement) for entry in lists for requirement in _requirements(text, entry)}
    names |= {name for dependencies in tables.values() for name in dependencies}
    has_asyncio = PYTEST_ASYNCIO.name in names
    edits: list[Edit] = []
    for entry in entries:
        if entry in lists:
            edits += _list_edits(text, entry, changes.changed(_requirements(text, entry), has_asyncio))
        elif entry.items and _matches(entry.path, _EXTRAS):
            replacements = changes.changed(_requirements(text, entry), has_asyncio)
            new_names = [[requirement_name(requirement) for requirement in pair] for pair in replacements]
            edits += _list_edits(text, entry, new_names)
    for dependencies in tables.values():
        edits += _table_edits(changes, text, entries, dependencies, has_asyncio)
    return edited(text, edits)


def _matches(path: Sequence[str], *patterns: str) -> bool:
    """Return whether a path is that of a pattern, in which `*` is any name."""
    return any(
        len(path) == len(pattern.split("."))
        and all(part in ("*", name) for part, name in zip(pattern.split("."), path, strict=True))
        for pattern in patterns
    )


def _requirements(text: str, entry: Entry) -> list[str]:
    """Return the items of a list; "" for one that is no text, as the table of an included group."""
    return [toml_value(text[start:end]) if text[start] in "\"'" else "" for start, end in entry.items]


def _list_edits(text: str, entry: Entry, replacements: Sequence[Sequence[str]]) -> Iterator[Edit]:
    """Yield the edits that replace the items of a list: each by nothing, itself, another, or itself and another."""
    for (start, end), old, new in zip(entry.items, _requirements(text, entry), replacements, strict=True):
        if not new:
            yield _removed_item(text, start, end)
        elif new[0] != old:
            yield Edit(start, end, toml_string(new[0]))
        for requirement in new[1:]:
            yield from _added_item(text, start, end, toml_string(requirement))


def _removed_item(text: str, start: int, end: int) -> Edit:
    """Return the edit that removes an item with its comma, and with its line if it has one of its own."""
    end = comma_end(text, end) or end
    if _is_alone(text, start, end):
        return Edit(line_start(text, start), next_line(text, end), "")
    return Edit(start, end + len(text[end:]) - len(text[end:].lstrip(" \t")), "")


def _added_item(text: str, start: int, end: int, item: str) -> Iterator[Edit]:
    """Yield the edits that add an item after another: in a new line, if the other has one of its own."""
    comma = comma_end(text, end)
    has_comma = comma is not None and comma <= next_line(text, end)
    if not _is_alone(text, start, comma if has_comma and comma else end):
        yield Edit(end, end, f", {item}")
        return
    if not has_comma:
        yield Edit(end, end, ",")
    indent = text[line_start(text, start) : start]
    yield lines_after(text, end, f"{indent}{item}{',' if has_comma else ''}\n")


def _is_alone(text: str, start: int, end: int) -> bool:
    """Return whether nothing but blanks and a comment is before and after a part in its lines."""
    before, after = text[line_start(text, start) : start], text[end : next_line(text, end)]
    return not before.strip() and (not after.strip() or after.lstrip().startswith("#")) and after.endswith("\n")


def _table_paths(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield the paths of Poetry's tables of requirements."""
    for entry in entries:
        for length in range(len(entry.path)):
            if _matches(entry.path[:length], *_TABLES):
                yield entry.path[:length]


def _dependencies(entries: Sequence[Entry], table: tuple[str, ...]) -> Mapping[str, list[Entry]]:
    """Return the entries of each requirement in a table, by its normalized name; several for a table of its own."""
    dependencies: dict[str, list[Entry]] = {}
    depth = len(table)
    for entry in entries:
        if entry.path[:depth] == table and len(entry.path) > depth:
            pieces = dependencies.setdefault(canonicalize_name(entry.path[depth]), [])
            if not pieces or pieces[0].is_header or len(pieces[0].path) > depth + 1:
                pieces.append(entry)
    return dependencies


def _table_edits(
    changes: RequirementChanges,
    text: str,
    entries: Sequence[Entry],
    dependencies: Mapping[str, list[Entry]],
    has_asyncio: bool,
) -> Iterator[Edit]:
    """Yield the edits that replace or remove requirements in a table of Poetry's, and add pytest-asyncio after pytest.

    `dependencies` holds the entries of each requirement by its normalized name.
    """
    for name, replacements in changes.replacements.items():
        pieces = dependencies.get(name, [])
        new = [requirement for requirement in replacements if requirement.name not in dependencies]
        if pieces and new:
            yield from _renamed(text, pieces, new[0])
            for requirement in new[1:]:
                value = _value(requirement, _conditions(text, pieces))
                yield _added(text, entries, pieces, requirement, value)
        elif pieces and _is_line(pieces[0]):
            yield Edit(line_start(text, pieces[0].start), next_line(text, pieces[0].end), "")
    if "pytest" in dependencies and changes.needs_asyncio(has_asyncio):
        optional = {key: value for key, value in _conditions(text, dependencies["pytest"]).items() if key == "optional"}
        yield _added(text, entries, dependencies["pytest"], PYTEST_ASYNCIO, _value(PYTEST_ASYNCIO, optional))


def _is_line(entry: Entry) -> bool:
    """Return whether a requirement is a line of a table, and not a table of its own or in one in braces."""
    return not entry.is_header and not entry.is_inline and _matches(entry.path[:-1], *_TABLES)


def _depth(path: Sequence[str]) -> int:
    """Return the position of a requirement's name in the path of a value in Poetry's tables."""
    return next(length for length in range(len(path)) if _matches(path[:length], *_TABLES))


def _renamed(text: str, pieces: Sequence[Entry], new: Requirement) -> Iterator[Edit]:
    """Yield the edits that turn a requirement into another."""
    has_version = False
    depth = _depth(pieces[0].path)
    for entry in pieces:
        key = entry.key_at(depth)
        is_condition = len(entry.path) > depth + 1 and entry.path[depth + 1] in _CONDITIONS
        if key and (entry.is_header or is_condition or not has_version):
            yield Edit(key.start, key.end, new.name)
        if entry.value_start is None or is_condition:
            continue
        if len(entry.path) == depth + 1:
            yield Edit(entry.value_start, entry.end, _value(new, _conditions(text, [entry])))
        elif has_version:
            yield Edit(line_start(text, entry.start), next_line(text, entry.end), "")
        else:
            yield Edit(entry.keys[-1].start, entry.end, f'version = "{new.version or "*"}"')
            has_version = True


def _conditions(text: str, pieces: Sequence[Entry]) -> dict[str, Any]:
    """Return when a requirement is needed, if the value of its line says so."""
    entry = pieces[0]
    value = None if entry.value_start is None else toml_value(text[entry.value_start : entry.end])
    return {key: value[key] for key in _CONDITIONS if key in value} if isinstance(value, dict) else {}


def _value(requirement: Requirement, conditions: Mapping[str, Any]) -> str:
    """Return the version of a requirement, in a table if there are conditions."""
    version = f'"{requirement.version or "*"}"'
    texts = [f"{key} = {toml_string(value) if isinstance(value, str) else 'true'}" for key, value in conditions.items()]
    return f"{{ version = {version}, {', '.join(texts)} }}" if texts else version


def _added(text: str, entries: Sequence[Entry], pieces: Sequence[Entry], new: Requirement, value: str) -> Edit:
    """Return the edit that requires another package after the one that `pieces` require, in the same form."""
    entry = pieces[0]
    if entry.is_header:
        path = ".".join([text[key.start : key.end] for key in entry.keys[:-1]] + [new.name])
        lines = f'\n[{path}]\nversion = "{new.version or "*"}"\n'
        return lines_after(text, section_end(entries, entry), lines)
    if entry.is_inline:
        return Edit(entry.end, entry.end, f", {new.name} = {value}")
    key = entry.key_at(_depth(entry.path))
    prefix = text[line_start(text, entry.start) : key.start if key else entry.start]
    return lines_after(text, pieces[-1].end, f"{prefix}{new.name} = {value}\n")
