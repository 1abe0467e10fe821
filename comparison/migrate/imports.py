"""Imports follow the names that changed: in place where all uses changed alike, else beside the old one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import cast

import libcst as cst

from .change import Named
from .edits import Edit, span
from .import_lines import Line, added, removed, without
from .known import home_of
from .module import Module, root_of

Change = tuple[Named, str]
Moved = tuple[str, str, str]  # the new module, the new name, and the rule


def import_edits(module: Module, changes: Sequence[Change]) -> Iterator[Edit]:
    """Yield the edits for all names of a module that are to mean something else."""
    groups: dict[cst.ImportAlias | None, list[Change]] = defaultdict(list)
    for change, rule in changes:
        groups[alias_of(module, change.node)].append((change, rule))
    moved: dict[cst.ImportAlias, Moved] = {}
    wanted: dict[str, str] = {}
    for alias, group in groups.items():
        target, everywhere = target_of(module, alias, group)
        if alias is not None and target and not everywhere:
            yield from beside(module, alias, group, target.rpartition(".")[2])
            continue
        if alias is not None and target:
            moved[alias] = (*home_of(target), group[0][1])
            yield from renamed(module, alias, group, target.rpartition(".")[2])
            continue
        for change, rule in group:
            wanted.setdefault(home_of(change.origin, plain=True)[0], rule)
            yield Edit(*span(module, change.node), change.origin, rule)
    gone = unused(module, groups, wanted)
    yield from statements(module, moved, gone, wanted)


def target_of(module: Module, alias: cst.ImportAlias | None, group: list[Change]) -> tuple[str, bool]:
    """Return what a name from `from … import` is to mean instead, and whether that is so in all its uses.

    Nothing when its uses do not say the same, or some stay as they are and the new name comes from elsewhere.
    """
    statement = module.parent(alias) if alias is not None else None
    if alias is None or not isinstance(statement, cst.ImportFrom):
        return "", False
    targets = {change.origin.removesuffix(suffix_of(change.node)) for change, _ in group}
    everywhere = {root_of(change.node) for change, _ in group} == uses_of(module, alias)
    target = targets.pop() if len(targets) == 1 else ""
    at_home = home_of(target)[0] == module.imported(statement) and alias.asname is None
    return (target, everywhere) if everywhere or at_home else ("", False)


def beside(module: Module, alias: cst.ImportAlias, group: list[Change], name: str) -> Iterator[Edit]:
    """Yield the edits for a name of the same module that is needed beside the one that it replaces in some places."""
    yield from renamed(module, alias, group, name)
    start, end = span(module, alias)
    before = name < alias.evaluated_name
    place, text = (start, f"{name}, ") if before else (end, f", {name}")
    yield Edit(place, place, text, group[0][1])


def suffix_of(node: cst.CSTNode) -> str:
    """Return what stands behind the first name: `.exists` for `path.exists`."""
    return f"{suffix_of(node.value)}.{node.attr.value}" if isinstance(node, cst.Attribute) else ""


def renamed(module: Module, alias: cst.ImportAlias, group: list[Change], name: str) -> Iterator[Edit]:
    for change, rule in group if alias.asname is None else ():
        yield Edit(*span(module, root_of(change.node)), name, rule)


def unused(
    module: Module, groups: dict[cst.ImportAlias | None, list[Change]], wanted: dict[str, str]
) -> dict[cst.ImportAlias, str]:
    """Return the plain imports that nobody needs any more, each with the rule that took its last use."""
    found = {}
    for alias, group in groups.items():
        if alias is not None and isinstance(module.parent(alias), cst.Import):
            roots = {root_of(change.node) for change, _ in group}
            needed = alias.evaluated_name in wanted and alias.asname is None
            if roots == uses_of(module, alias) and not needed:
                found[alias] = group[0][1]
    return found


def statements(
    module: Module, moved: dict[cst.ImportAlias, Moved], gone: dict[cst.ImportAlias, str], wanted: dict[str, str]
) -> Iterator[Edit]:
    """Yield the edits of the import statements themselves."""
    lines: list[Line] = []
    leaving: dict[cst.ImportAlias, str] = dict(gone)
    for statement in dict.fromkeys(module.parent(alias) for alias in moved):
        mine = {alias: to for alias, to in moved.items() if module.parent(alias) is statement}
        yield from in_place(module, cast("cst.ImportFrom", statement), mine, leaving, lines)
    for name, rule in wanted.items():
        if not any(other.startswith(f"{name}.") for other in wanted) and not is_imported(module, name):
            lines.append(Line(f"import {name}", rule))
    whole = [one for one in dict.fromkeys(module.parent(alias) for alias in leaving) if all_leave(one, leaving)]
    yield from added(module, lines, [module.parent(one) for one in whole])
    for statement in whole:
        yield from removed(module, statement, next(iter(leaving.values())))
    for alias, rule in leaving.items():
        if module.parent(alias) not in whole:
            yield without(module, alias, set(leaving), rule)


def in_place(
    module: Module,
    statement: cst.ImportFrom,
    moved: dict[cst.ImportAlias, Moved],
    leaving: dict[cst.ImportAlias, str],
    lines: list[Line],
) -> Iterator[Edit]:
    """Yield the edits of one `from … import`; note what leaves it, and the lines that it needs elsewhere."""
    homes = {home for home, _, _ in moved.values()}
    together = len(homes) == 1 and set(moved) == set(cast("Sequence[cst.ImportAlias]", statement.names))
    for alias, (home, name, rule) in moved.items():
        if home == module.imported(statement):
            yield Edit(*span(module, alias.name), name, rule)
        elif together and statement.module is not None and not statement.relative:
            yield Edit(*span(module, statement.module), home, rule)
            yield Edit(*span(module, alias.name), name, rule)
        else:
            leaving[alias] = rule
            other = f" as {alias.evaluated_alias}" if alias.asname is not None else ""
            lines.append(Line(f"from {home} import {name}{other}", rule))


def all_leave(statement: cst.CSTNode, leaving: dict[cst.ImportAlias, str]) -> bool:
    names = statement.names if isinstance(statement, cst.Import | cst.ImportFrom) else ()
    return not isinstance(names, cst.ImportStar) and all(alias in leaving for alias in names)


def alias_of(module: Module, node: cst.CSTNode) -> cst.ImportAlias | None:
    """Return the import that a name goes back to."""
    root = root_of(node)
    name = root.value if isinstance(root, cst.Name) else ""
    for statement, _ in module.definitions(name, module.scope_of(root) or module.globals):
        if isinstance(statement, cst.Import | cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
            for alias in statement.names:
                if (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) == name:
                    return alias
    return None


def uses_of(module: Module, alias: cst.ImportAlias) -> set[cst.CSTNode]:
    return {node for node in module.all(cst.Name) if is_use(module, node) and alias_of(module, node) is alias}


def is_use(module: Module, node: cst.Name) -> bool:
    parent = module.parent(node)
    if (isinstance(parent, cst.Attribute) and parent.attr is node) or getattr(parent, "keyword", None) is node:
        return False
    return not any(isinstance(one, cst.Import | cst.ImportFrom) for one in module.above(node))


def is_imported(module: Module, name: str) -> bool:
    """Say whether the whole module can use a name as it stands."""
    top = [one for line in module.tree.body if isinstance(line, cst.SimpleStatementLine) for one in line.body]
    plain = [alias for one in top if isinstance(one, cst.Import) for alias in one.names]
    return any(alias.evaluated_name == name and alias.asname is None for alias in plain)
