"""Imports follow the names that changed: in place where all uses changed alike, else beside the old one."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import cast

import libcst as cst

from .change import Named
from .edits import Edit, span
from .module import Module, dotted

Change = tuple[Named, str]


def import_edits(module: Module, changes: list[Change]) -> Iterator[Edit]:
    """Yield the edits for all names of a module that are to mean something else."""
    wanted: dict[str, str] = {}
    moved: dict[cst.ImportAlias, list[Change]] = defaultdict(list)
    for change, rule in changes:
        alias = alias_of(module, change.node)
        if alias is not None and isinstance(module.parent(alias), cst.ImportFrom):
            moved[alias].append((change, rule))
            continue
        if alias is not None:
            moved[alias].append((change, rule))
        wanted.setdefault(change.origin.rpartition(".")[0], rule)
        yield Edit(*span(module, change.node), change.origin, rule)
    for alias, group in moved.items():
        if isinstance(module.parent(alias), cst.ImportFrom):
            yield from renamed(module, alias, group)
        elif len(group) == len(uses_of(module, alias)):
            yield from removed(module, module.parent(alias), group[0][1])
    for name, rule in wanted.items():
        if not any(other.startswith(f"{name}.") for other in wanted) and not is_imported(module, name):
            yield added(module, f"import {name}\n", rule)


def alias_of(module: Module, node: cst.Name | cst.Attribute) -> cst.ImportAlias | None:
    """Return the import that a name goes back to."""
    root: cst.CSTNode = node
    while isinstance(root, cst.Attribute):
        root = root.value
    name = root.value if isinstance(root, cst.Name) else ""
    scope = module.scope_of(root) or module.globals
    for assignment in scope[name] if scope is not None and name in scope else ():
        statement = getattr(assignment, "node", None)
        if isinstance(statement, cst.Import | cst.ImportFrom) and not isinstance(statement.names, cst.ImportStar):
            for alias in statement.names:
                if (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) == name:
                    return alias
    return None


def uses_of(module: Module, alias: cst.ImportAlias) -> set[cst.CSTNode]:
    return {node for node in module.all(cst.Name) if is_root(module, node) and alias_of(module, node) is alias}


def is_root(module: Module, node: cst.Name) -> bool:
    parent = module.parent(node)
    if isinstance(parent, cst.Attribute) and parent.attr is node:
        return False
    if isinstance(parent, cst.Arg) and parent.keyword is node:
        return False
    return not any(isinstance(one, cst.Import | cst.ImportFrom) for one in module.above(node))


def renamed(module: Module, alias: cst.ImportAlias, group: list[Change]) -> Iterator[Edit]:
    """Yield the edits for a name that comes by `from … import`."""
    statement = cast("cst.ImportFrom", module.parent(alias))
    (change, rule), everywhere = group[0], len(group) == len(uses_of(module, alias))
    home, _, name = change.origin.rpartition(".")
    if alias.asname is None:
        for one, its_rule in group:
            yield Edit(*span(module, one.node), name, its_rule)
    if not everywhere:
        yield added(module, f"from {home} import {name}\n", rule)
        return
    if home != module.imported(statement) and statement.module is not None:
        if len(statement.names) > 1:  # type: ignore[arg-type]
            yield added(module, f"from {home} import {name}\n", rule)
            yield from without(module, statement, alias, rule)
            return
        yield Edit(*span(module, statement.module), home, rule)
    yield Edit(*span(module, alias.name), name, rule)


def without(module: Module, statement: cst.ImportFrom, alias: cst.ImportAlias, rule: str) -> Iterator[Edit]:
    """Yield the edit that takes a name out of an import statement."""
    names = list(statement.names)  # type: ignore[arg-type]
    index = names.index(alias)
    if index + 1 < len(names):
        yield Edit(span(module, alias)[0], span(module, names[index + 1])[0], "", rule)
    else:
        yield Edit(span(module, names[index - 1].name)[1], span(module, alias)[1], "", rule)


def removed(module: Module, statement: cst.CSTNode, rule: str) -> Iterator[Edit]:
    """Yield the edit that takes out a line."""
    start, end = span(module, statement)
    end = module.source.index(b"\n", end) + 1
    yield Edit(module.source.rfind(b"\n", 0, start) + 1, end, "", rule)


def is_imported(module: Module, name: str) -> bool:
    return any(alias.evaluated_name == name for one in module.all(cst.Import) for alias in one.names)


def added(module: Module, line: str, rule: str) -> Edit:
    """Return the edit that puts a new import where its kind stands, in the order of the names."""
    statements = [one for one in module.tree.body if is_import(one)]
    others = [one for one in statements if kind_of(root_of(one)) == kind_of(line.split()[1].partition(".")[0])]
    after = next((one for one in others if order_of(text_of(one)) > order_of(line)), None)
    if after is not None:
        place = span(module, after)[0]
        return Edit(place, place, line, rule)
    last = others[-1] if others else statements[-1] if statements else None
    if last is None:
        return Edit(start_of(module), start_of(module), line, rule)
    place = module.source.index(b"\n", span(module, last)[1]) + 1
    return Edit(place, place, line if others else f"\n{line}", rule)


def start_of(module: Module) -> int:
    """Return where the first statement begins that is no docstring."""
    body = module.tree.body
    first = 1 if module.tree.get_docstring() is not None else 0
    return span(module, body[first])[0] if len(body) > first else len(module.source)


def is_import(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Import | cst.ImportFrom)


def text_of(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()


def root_of(node: cst.CSTNode) -> str:
    statement = node.body[0] if isinstance(node, cst.SimpleStatementLine) else node
    if isinstance(statement, cst.ImportFrom):
        return "." if statement.relative else dotted(statement.module).partition(".")[0]
    return statement.names[0].evaluated_name.partition(".")[0] if isinstance(statement, cst.Import) else ""


def kind_of(root: str) -> int:
    """Return 0 for `__future__`, 1 for the standard library, 2 for what is installed, 3 for the package itself."""
    if root == "__future__":
        return 0
    return 3 if root == "." else 1 if root in sys.stdlib_module_names else 2


def order_of(line: str) -> tuple[bool, str]:
    """Return the key by which imports of a kind are sorted: `import a` before `from a import b`."""
    return line.startswith("from"), line.split()[1]
