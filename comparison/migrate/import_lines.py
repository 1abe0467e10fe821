"""Where import statements stand in a file: one is put in among its kind, or taken out with its line."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from .edits import Edit, span
from .module import Module, dotted


@dataclass(frozen=True)
class Line:
    """An import statement that is needed, and the rule that needs it."""

    text: str
    rule: str

    @property
    def order(self) -> tuple[bool, str]:
        """The key by which imports of a kind are sorted: `import a` before `from a import b`."""
        return order_of(self.text)


def added(module: Module, lines: Sequence[Line], gone: Sequence[cst.CSTNode]) -> Iterator[Edit]:
    """Yield the edits that put new imports where their kind stands, in the order of the names."""
    places: dict[tuple[int, str, str], list[Line]] = defaultdict(list)
    for line in sorted(set(lines), key=lambda one: one.order):
        places[place_of(module, line, gone)].append(line)
    for (place, before, after), group in places.items():
        for number, line in enumerate(group):
            text = (before if not number else "") + line.text + "\n" + (after if line is group[-1] else "")
            yield Edit(place, place, text.replace("\n", module.newline), line.rule, number)


def place_of(module: Module, line: Line, gone: Sequence[cst.CSTNode]) -> tuple[int, str, str]:
    """Return where a line goes, and the empty lines that it needs before and after."""
    statements = [one for one in module.tree.body if is_import(one)]
    left, kind = [one for one in statements if one not in gone], kind_of(line.text.split()[1].partition(".")[0])
    if not statements:
        return start_of(module), "", "\n\n" if module.tree.body else ""
    if not left:
        return line_start(module, span(module, statements[0])[0]), "", ""
    same = [one for one in left if kind_of(root_name(one)) == kind]
    later = next((one for one in same if order_of(text_of(one)) > line.order), None)
    if later is not None:
        return comments_above(module, later), "", ""
    if same:
        return line_end(module, same[-1]), "", ""
    lower = [one for one in left if kind_of(root_name(one)) < kind]
    return (line_end(module, lower[-1]), "\n", "") if lower else (comments_above(module, left[0]), "", "\n")


def removed(module: Module, statement: cst.CSTNode, rule: str) -> Iterator[Edit]:
    """Yield the edit that takes out an import statement; nothing where a block would be left empty."""
    line = module.parent(statement)
    start, end = span(module, statement)
    if not isinstance(line, cst.SimpleStatementLine):
        return
    if len(line.body) > 1:
        at = list(line.body).index(statement)  # type: ignore[arg-type]
        first = at == 0
        edge = span(module, line.body[1 if first else at - 1])
        yield Edit(start, edge[0], "", rule) if first else Edit(edge[1], end, "", rule)
    elif isinstance(block := module.parent(line), cst.Module) or len(block.body) > 1:  # type: ignore[attr-defined]
        start, end = line_start(module, start), line_end(module, line)
        alone = module.source[:start].strip() == b"" or module.source[:start].endswith(2 * module.newline.encode())
        gap = module.newline.encode()
        # An empty line that parted it from the next import has nothing to part any more.
        if alone and module.source.startswith(gap, end) and is_followed(module, line):
            end += len(gap)
        yield Edit(start, end, "", rule)


def is_followed(module: Module, line: cst.SimpleStatementLine) -> bool:
    body = list(module.tree.body)
    at = body.index(line) if line in body else len(body)
    return at + 1 < len(body) and is_import(body[at + 1])


def without(module: Module, alias: cst.ImportAlias, leaving: set[cst.ImportAlias], rule: str) -> Edit:
    """Return the edit that takes a name out of an import statement that stays."""
    names = list(module.parent(alias).names)  # type: ignore[attr-defined]
    at, (start, end) = names.index(alias), span(module, alias)
    first, last = line_start(module, start), module.source.find(b"\n", end) + 1
    if not module.source[first:start].strip() and module.line(names[at - 1 if at else 1]) != module.line(alias):
        return Edit(first, last, "", rule)
    if any(one not in leaving for one in names[at + 1 :]):
        return Edit(start, span(module, names[at + 1])[0], "", rule)
    return Edit(span(module, names[at - 1])[1], end, "", rule)


def line_start(module: Module, place: int) -> int:
    return module.source.rfind(b"\n", 0, place) + 1


def line_end(module: Module, node: cst.CSTNode) -> int:
    found = module.source.find(b"\n", span(module, node)[1])
    return found + 1 if found >= 0 else len(module.source)


def comments_above(module: Module, node: cst.CSTNode) -> int:
    """Return where the comments begin that stand right above a statement, or the statement itself."""
    place = line_start(module, span(module, node)[0])
    while place and module.source[line_start(module, place - 1) : place].startswith(b"#"):
        place = line_start(module, place - 1)
    return place


def start_of(module: Module) -> int:
    """Return where the first statement begins that is no docstring, its decorators included."""
    body = list(module.tree.body)[1 if module.tree.get_docstring() is not None else 0 :]
    if not body:
        return len(module.source)
    decorators = getattr(body[0], "decorators", ())
    return line_start(module, span(module, decorators[0] if decorators else body[0])[0])


def is_import(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Import | cst.ImportFrom)


def text_of(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()


def root_name(node: cst.CSTNode) -> str:
    statement = node.body[0] if isinstance(node, cst.SimpleStatementLine) else node
    if isinstance(statement, cst.ImportFrom):
        return "." if statement.relative else dotted(statement.module).partition(".")[0]
    return statement.names[0].evaluated_name.partition(".")[0] if isinstance(statement, cst.Import) else ""


def kind_of(root: str) -> int:
    """Return 0 for `__future__`, 1 for the standard library, 2 for what is installed, 3 for the package itself."""
    if root == "__future__":
        return 0
    return 3 if root == "." else 1 if root in sys.stdlib_module_names else 2


def order_of(text: str) -> tuple[bool, str]:
    lines = [line for line in text.splitlines() if not line.startswith("#") and line.strip()]
    return lines[0].startswith("from"), lines[0].split()[1]
