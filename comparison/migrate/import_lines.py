"""Add and remove import statements: a new one goes among its kind, a removed one takes its line with it."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import libcst as cst

from .module import Module
from .nodes import dotted_name
from .text_edits import Edit, span


class _Kind(IntEnum):
    """The groups of imports, in the order in which a file has them."""

    FUTURE = 0
    STANDARD_LIBRARY = 1
    INSTALLED = 2
    OWN_PACKAGE = 3


@dataclass(frozen=True)
class ImportLine:
    """The text of an import statement to add, and the rule that needs it."""

    text: str
    rule: str

    @property
    def sort_key(self) -> tuple[bool, str]:
        """The key that sorts imports of a kind: `import a` before `from a import b`."""
        return _sort_key(self.text)


@dataclass(frozen=True)
class _Insertion:
    """A byte offset for new import lines, and the blank lines that they need."""

    offset: int
    blank_before: str = ""
    blank_after: str = ""


def add_imports(module: Module, lines: Sequence[ImportLine], removed: Sequence[cst.CSTNode]) -> Iterator[Edit]:
    """Yield the edits that add imports, in the order of their names, while the lines of `removed` go.

    An equal line is added once. A new group gets a blank line.
    """
    insertions: dict[_Insertion, list[ImportLine]] = defaultdict(list)
    for line in sorted(set(lines), key=lambda line: line.sort_key):
        insertions[_insertion_of(module, line, removed)].append(line)
    for insertion, group in insertions.items():
        for number, line in enumerate(group):
            before = insertion.blank_before if number == 0 else ""
            text = before + line.text + "\n" + (insertion.blank_after if line is group[-1] else "")
            yield Edit(insertion.offset, insertion.offset, text.replace("\n", module.newline), line.rule, number)


def _insertion_of(module: Module, line: ImportLine, removed: Sequence[cst.CSTNode]) -> _Insertion:
    """Return where an import line goes: among the imports of its kind in order, else after the kind before it.

    Without any import it goes before the first statement after the docstring.
    """
    imports = [statement for statement in module.tree.body if _is_import(statement)]
    kept = [statement for statement in imports if statement not in removed]
    if not imports:
        return _Insertion(_start_of_code(module), "", "\n\n" if module.tree.body else "")
    if not kept:
        return _Insertion(line_start(module, span(module, imports[0])[0]))
    kind = _kind_of(line.text.split()[1].partition(".")[0])
    same_kind = [statement for statement in kept if _kind_of(_root_name(statement)) == kind]
    later = next((statement for statement in same_kind if _sort_key(_code(statement)) > line.sort_key), None)
    if later is not None:
        return _Insertion(_start_with_comments(module, later))
    if same_kind:
        return _Insertion(_line_end(module, same_kind[-1]))
    earlier = [statement for statement in kept if _kind_of(_root_name(statement)) < kind]
    if earlier:
        return _Insertion(_line_end(module, earlier[-1]), blank_before="\n")
    return _Insertion(_start_with_comments(module, kept[0]), blank_after="\n")


def remove_import(module: Module, statement: cst.CSTNode, rule: str) -> Iterator[Edit]:
    """Yield the edit that removes an import statement; nothing, if it is the only statement of a block."""
    line = module.parent(statement)
    start, end = span(module, statement)
    if not isinstance(line, cst.SimpleStatementLine):
        return
    if len(line.body) > 1:
        index = list(line.body).index(statement)  # type: ignore[arg-type] # its parent is this line
        neighbour = span(module, line.body[index - 1 if index else 1])
        yield Edit(neighbour[1], end, "", rule) if index else Edit(start, neighbour[0], "", rule)
    # Only a block that has a body can be a line's parent.
    elif isinstance(block := module.parent(line), cst.Module) or len(block.body) > 1:  # type: ignore[attr-defined]
        yield Edit(line_start(module, start), _end_with_blank_line(module, line), "", rule)


def _end_with_blank_line(module: Module, line: cst.SimpleStatementLine) -> int:
    """Return the end of an import's line, after the blank line that separates it from the next import, if any."""
    start, end = line_start(module, span(module, line)[0]), _line_end(module, line)
    newline = module.newline.encode()
    is_first_of_group = module.source[:start].strip() == b"" or module.source[:start].endswith(2 * newline)
    if is_first_of_group and module.source.startswith(newline, end) and _is_followed_by_import(module, line):
        return end + len(newline)
    return end


def _is_followed_by_import(module: Module, line: cst.SimpleStatementLine) -> bool:
    body = list(module.tree.body)
    index = body.index(line) if line in body else len(body)
    return index + 1 < len(body) and _is_import(body[index + 1])


def remove_name(module: Module, alias: cst.ImportAlias, removed: set[cst.ImportAlias], rule: str) -> Edit:
    """Return the edit that removes a name from an import statement that stays."""
    names = list(module.parent(alias).names)  # type: ignore[attr-defined] # its parent is an import
    index, (start, end) = names.index(alias), span(module, alias)
    first, last = line_start(module, start), module.source.find(b"\n", end) + 1
    has_own_line = module.line(names[index - 1 if index else 1]) != module.line(alias)
    if has_own_line and not module.source[first:start].strip():
        return Edit(first, last, "", rule)
    if any(name not in removed for name in names[index + 1 :]):
        return Edit(start, span(module, names[index + 1])[0], "", rule)
    return Edit(span(module, names[index - 1])[1], end, "", rule)


def line_start(module: Module, offset: int) -> int:
    """Return the offset at which the line of an offset starts."""
    return module.source.rfind(b"\n", 0, offset) + 1


def _line_end(module: Module, node: cst.CSTNode) -> int:
    newline = module.source.find(b"\n", span(module, node)[1])
    return newline + 1 if newline >= 0 else len(module.source)


def _start_with_comments(module: Module, node: cst.CSTNode) -> int:
    """Return the offset of the comments right above a statement, or of the statement."""
    start = line_start(module, span(module, node)[0])
    while start and module.source[line_start(module, start - 1) : start].startswith(b"#"):
        start = line_start(module, start - 1)
    return start


def _start_of_code(module: Module) -> int:
    """Return the offset of the first statement after the docstring, its decorators included; without one, the end."""
    body = list(module.tree.body)[1 if module.tree.get_docstring() is not None else 0 :]
    if not body:
        return len(module.source)
    decorators = getattr(body[0], "decorators", ())
    return line_start(module, span(module, decorators[0] if decorators else body[0])[0])


def _is_import(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Import | cst.ImportFrom)


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()


def _root_name(node: cst.CSTNode) -> str:
    """Return the package that a statement imports; "." for a relative import."""
    statement = node.body[0] if isinstance(node, cst.SimpleStatementLine) else node
    if isinstance(statement, cst.ImportFrom):
        return "." if statement.relative else dotted_name(statement.module).partition(".")[0]
    return statement.names[0].evaluated_name.partition(".")[0] if isinstance(statement, cst.Import) else ""


def _kind_of(root: str) -> _Kind:
    """Return the group of an import, from the first part of its module's name; "." stands for a relative import."""
    if root == "__future__":
        return _Kind.FUTURE
    if root == ".":
        return _Kind.OWN_PACKAGE
    return _Kind.STANDARD_LIBRARY if root in sys.stdlib_module_names else _Kind.INSTALLED


def _sort_key(text: str) -> tuple[bool, str]:
    lines = [line for line in text.splitlines() if not line.startswith("#") and line.strip()]
    return lines[0].startswith("from"), lines[0].split()[1]
