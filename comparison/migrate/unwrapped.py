"""Take the body of a `with` out of its block: `with call() as name:` becomes `name = call()`."""

from collections.abc import Iterator

import libcst as cst

from .module import Module
from .text_edits import Edit, span


def unwrap_edits(module: Module, block: cst.With, rule: str) -> Iterator[Edit]:
    """Yield the edits that assign each item of a `with` to its name, and move the body to the left.

    Lines that begin inside of a text stay as they are.
    """
    start = span(module, block)[0]
    indent = _indent_at(module, start)
    position = start
    for number, item in enumerate(block.items):
        first, last = span(module, item.item)
        name = item.asname.name if item.asname is not None else None
        target = f"{_text(module, name)} = " if name is not None else ""
        yield Edit(position, first, f"{module.newline}{indent}{target}" if number else target, rule)
        position = last
    first_statement, end = _body_span(module, block)
    colon = module.source.rindex(b":", position, first_statement)
    if isinstance(block.body, cst.IndentedBlock):
        yield Edit(position, colon + 1, "", rule)
        yield from _dedent_edits(module, (colon, first_statement, end), indent, rule)
    else:
        yield Edit(position, first_statement, module.newline + indent, rule)


def _body_span(module: Module, block: cst.With) -> tuple[int, int]:
    """Return the offsets of the first statement of a body, and of the end of the last."""
    statements = block.body.body
    return span(module, statements[0])[0], span(module, statements[-1])[1]


def _dedent_edits(module: Module, places: tuple[int, int, int], indent: str, rule: str) -> Iterator[Edit]:
    """Yield the edits that remove a level of indentation; `places` are the colon, the body's start and its end."""
    colon, first_statement, end = places
    body_indent = _indent_at(module, first_statement)
    width = len(body_indent) - len(indent)
    texts = [span(module, node) for kind in (cst.SimpleString, cst.FormattedString) for node in module.nodes(kind)]
    offset = module.source.find(b"\n", colon) + 1
    while 0 < offset <= end:
        is_in_text = any(first < offset < last for first, last in texts)
        if not is_in_text and module.source.startswith(body_indent.encode(), offset):
            yield Edit(offset, offset + width, "", rule)
        offset = module.source.find(b"\n", offset) + 1


def _indent_at(module: Module, offset: int) -> str:
    """Return the blanks at the start of the line of an offset."""
    first = module.source.rfind(b"\n", 0, offset) + 1
    line = module.source[first:offset]
    return line[: len(line) - len(line.lstrip())].decode()


def _text(module: Module, node: cst.CSTNode) -> str:
    first, last = span(module, node)
    return module.source[first:last].decode()
