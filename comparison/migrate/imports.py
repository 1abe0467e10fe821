"""Adapt imports to replaced names: in place if all uses of the import changed alike, else beside the old import."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import libcst as cst

from .change import AddedImport, ReplacedName
from .framework_names import import_source
from .import_lines import ImportLine, add_imports, remove_import, remove_name
from .module import Module
from .nodes import dotted_name, root_of
from .text_edits import Edit, span

# A replaced name, and the rule that replaces it.
_Replacement = tuple[ReplacedName, str]


class _Import(NamedTuple):
    """What a name is to be imported from instead."""

    module: str
    name: str
    rule: str


def import_edits(
    module: Module, replacements: Sequence[_Replacement], added: Sequence[tuple[AddedImport, str]] = ()
) -> Iterator[Edit]:
    """Yield the edits for all replaced names of a module, for its imports, and for imports to add with their rules.

    A name that is not from `from … import`, or whose uses can't be renamed alike, is replaced by its dotted name with a
    plain import.
    """
    groups: dict[cst.ImportAlias | None, list[_Replacement]] = defaultdict(list)
    for change, rule in replacements:
        groups[_alias_of(module, change.node)].append((change, rule))
    moved: dict[cst.ImportAlias, _Import] = {}
    modules: dict[str, str] = {}  # the modules that need a plain import, each with its rule
    for alias, group in groups.items():
        target, is_everywhere = _common_target(module, alias, group)
        name = target.rpartition(".")[2]
        if alias is not None and target and not is_everywhere:
            yield from _import_beside(module, alias, group, name)
        elif alias is not None and target:
            moved[alias] = _Import(*import_source(target), group[0][1])
            yield from _rename_uses(module, alias, group, name)
        else:
            for change, rule in group:
                modules.setdefault(import_source(change.origin, plain=True)[0], rule)
                yield Edit(*span(module, change.node), change.origin, rule)
    texts: dict[str, str] = {}
    for new, rule in added:
        if not _is_bound(module, new.name or new.module):
            text = f"from {new.module} import {new.name}" if new.name else f"import {new.module}"
            texts.setdefault(text, rule)
    lines = [ImportLine(text, rule) for text, rule in texts.items()]
    yield from _statement_edits(module, moved, _unused_imports(module, groups, modules), modules, lines)


def _is_bound(module: Module, name: str) -> bool:
    """Return whether a name is bound at module level, when the module runs."""
    assignments = module.globals[name] if module.globals is not None and name in module.globals else ()
    nodes = [node for node in (getattr(assignment, "node", None) for assignment in assignments) if node is not None]
    return any(not _is_for_type_checkers(module, node) for node in nodes)


def _is_for_type_checkers(module: Module, node: cst.CSTNode) -> bool:
    """Return whether a node is in an `if TYPE_CHECKING`."""
    blocks = [outer for outer in module.ancestors(node) if isinstance(outer, cst.If)]
    return any(dotted_name(block.test).rpartition(".")[2] == "TYPE_CHECKING" for block in blocks)


def _common_target(module: Module, alias: cst.ImportAlias | None, group: list[_Replacement]) -> tuple[str, bool]:
    """Return the one new origin of a name from `from … import`, and whether no use keeps the old one.

    The origin is "" if the uses disagree. If some keep the old one, it is "" too, unless the new name is in the same
    module and has no `as`.
    """
    statement = module.parent(alias) if alias is not None else None
    if alias is None or not isinstance(statement, cst.ImportFrom):
        return "", False
    targets = {change.origin.removesuffix(_attribute_suffix(change.node)) for change, _ in group}
    is_everywhere = {root_of(change.node) for change, _ in group} == _uses_of(module, alias)
    target = targets.pop() if len(targets) == 1 else ""
    is_same_module = import_source(target)[0] == module.imported_name(statement) and alias.asname is None
    return (target, is_everywhere) if is_everywhere or is_same_module else ("", False)


def _import_beside(module: Module, alias: cst.ImportAlias, group: list[_Replacement], name: str) -> Iterator[Edit]:
    """Yield the edits that import `name` beside an imported name of the same module, and use it in a group of places.

    The imported name stays for its other places.
    """
    yield from _rename_uses(module, alias, group, name)
    start, end = span(module, alias)
    offset, text = (start, f"{name}, ") if name < alias.evaluated_name else (end, f", {name}")
    yield Edit(offset, offset, text, group[0][1])


def _attribute_suffix(node: cst.CSTNode) -> str:
    """Return the attributes after the first name: `.exists` for `path.exists`."""
    return f"{_attribute_suffix(node.value)}.{node.attr.value}" if isinstance(node, cst.Attribute) else ""


def _rename_uses(module: Module, alias: cst.ImportAlias, group: list[_Replacement], name: str) -> Iterator[Edit]:
    """Yield the edits that rename the uses of an import; none, if it is bound with `as`."""
    for change, rule in group if alias.asname is None else ():
        yield Edit(*span(module, root_of(change.node)), name, rule)


def _unused_imports(
    module: Module, groups: Mapping[cst.ImportAlias | None, list[_Replacement]], modules: Mapping[str, str]
) -> dict[cst.ImportAlias, str]:
    """Return the plain imports that have no use any more, each with the rule that replaced one."""
    unused = {}
    for alias, group in groups.items():
        if alias is not None and isinstance(module.parent(alias), cst.Import):
            replaced = {root_of(change.node) for change, _ in group}
            is_needed = alias.evaluated_name in modules and alias.asname is None
            if replaced == _uses_of(module, alias) and not is_needed:
                unused[alias] = group[0][1]
    return unused


def _statement_edits(
    module: Module,
    moved: Mapping[cst.ImportAlias, _Import],
    unused: Mapping[cst.ImportAlias, str],
    modules: Mapping[str, str],
    lines: list[ImportLine],
) -> Iterator[Edit]:
    """Yield the edits of the import statements: names moved elsewhere, `lines` added, unused imports removed."""
    removed: dict[cst.ImportAlias, str] = dict(unused)
    for statement in dict.fromkeys(module.parent(alias) for alias in moved):
        of_statement = {alias: target for alias, target in moved.items() if module.parent(alias) is statement}
        yield from _move_names(module, cast("cst.ImportFrom", statement), of_statement, removed, lines)
    for name, rule in modules.items():
        if not any(other_name.startswith(f"{name}.") for other_name in modules) and not _is_imported(module, name):
            lines.append(ImportLine(f"import {name}", rule))
    statements = dict.fromkeys(module.parent(alias) for alias in removed)
    whole_statements = [statement for statement in statements if _are_all_removed(statement, removed)]
    yield from add_imports(module, lines, [module.parent(statement) for statement in whole_statements])
    for statement in whole_statements:
        yield from remove_import(module, statement, next(iter(removed.values())))
    for alias, rule in removed.items():
        if module.parent(alias) not in whole_statements:
            yield remove_name(module, alias, set(removed), rule)


def _move_names(
    module: Module,
    statement: cst.ImportFrom,
    moved: Mapping[cst.ImportAlias, _Import],
    removed: dict[cst.ImportAlias, str],
    lines: list[ImportLine],
) -> Iterator[Edit]:
    """Yield the edits of one `from … import`; add names that leave it to `removed`, and new imports to `lines`."""
    new_modules = {target.module for target in moved.values()}
    names = set(cast("Sequence[cst.ImportAlias]", statement.names))
    can_rename_module = len(new_modules) == 1 and set(moved) == names and not statement.relative
    for alias, target in moved.items():
        if target.module == module.imported_name(statement):
            yield Edit(*span(module, alias.name), target.name, target.rule)
        elif can_rename_module and statement.module is not None:
            yield Edit(*span(module, statement.module), target.module, target.rule)
            yield Edit(*span(module, alias.name), target.name, target.rule)
        else:
            removed[alias] = target.rule
            as_clause = f" as {alias.evaluated_alias}" if alias.asname is not None else ""
            lines.append(ImportLine(f"from {target.module} import {target.name}{as_clause}", target.rule))


def _are_all_removed(statement: cst.CSTNode, removed: Mapping[cst.ImportAlias, str]) -> bool:
    names = statement.names if isinstance(statement, cst.Import | cst.ImportFrom) else ()
    return not isinstance(names, cst.ImportStar) and all(alias in removed for alias in names)


def _alias_of(module: Module, node: cst.CSTNode) -> cst.ImportAlias | None:
    """Return the import that binds the first part of a dotted name; None if it is not imported, or with a star."""
    root = root_of(node)
    name = root.value if isinstance(root, cst.Name) else ""
    for statement, _ in module.definitions(name, module.scope_of(root) or module.globals):
        if isinstance(statement, cst.Import | cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
            for alias in statement.names:
                if (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) == name:
                    return alias
    return None


def _uses_of(module: Module, alias: cst.ImportAlias) -> set[cst.CSTNode]:
    names = [node for node in module.nodes(cst.Name) if _is_use(module, node)]
    return {node for node in names if _alias_of(module, node) is alias}


def _is_use(module: Module, node: cst.Name) -> bool:
    parent = module.parent(node)
    if (isinstance(parent, cst.Attribute) and parent.attr is node) or getattr(parent, "keyword", None) is node:
        return False
    return not any(isinstance(outer, cst.Import | cst.ImportFrom) for outer in module.ancestors(node))


def _is_imported(module: Module, name: str) -> bool:
    """Return whether a plain import at module level binds a module under its full name."""
    lines = [line for line in module.tree.body if isinstance(line, cst.SimpleStatementLine)]
    plain_imports = [node for line in lines for node in line.body if isinstance(node, cst.Import)]
    aliases = [alias for node in plain_imports for alias in node.names]
    return any(alias.evaluated_name == name and alias.asname is None for alias in aliases)
