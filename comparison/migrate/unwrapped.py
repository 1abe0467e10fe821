"""Take the body of a `with` out of its block: `with call() as name:` becomes `name = call()`."""

from collections.abc import Iterator, Mapping

import libcst as cst

from .import_lines import line_start
from .module import Module
from .text_edits import Edit, span, text_of


def unwrap_edits(module: Module, rules: Mapping[cst.With, str]) -> Iterator[Edit]:
    """Yield the edits that assign each item of these `with` blocks to its name, and move their bodies to the left.

    `rules` are the rules that request it, by block. Lines that begin inside of a text stay as they are.
    """
    for block, rule in rules.items():
        outer = [node for node in module.ancestors(block) if isinstance(node, cst.With) and node in rules]
        yield from _edits_of_block(module, block, rule, sum(_width(module, node) for node in outer))


def _edits_of_block(module: Module, block: cst.With, rule: str, outer_width: int) -> Iterator[Edit]:
    """Yield the edits of a block; `outer_width` is how far the blocks around it move it to the left."""
    position = span(module, block)[0]
    indent = _indent_at(module, position)
    new_indent = indent[outer_width:]
    for number, item in enumerate(block.items):
        first, last = span(module, item.item)
        target = f"{text_of(module, item.asname.name)} = " if item.asname is not None else ""
        yield Edit(position, first, f"{module.newline}{new_indent}{target}" if number else target, rule)
        position = last
    first_statement, end = _body_span(module, block)
    colon = module.source.index(b":", span(module, block.items[-1])[1])
    if isinstance(block.body, cst.IndentedBlock):
        yield Edit(position, colon + 1, "", rule)
        removed = outer_width, _width(module, block)
        yield from _dedent_edits(module, (colon, first_statement, end), removed, rule)
    else:
        yield Edit(position, first_statement, module.newline + new_indent, rule)


def _width(module: Module, block: cst.With) -> int:
    """Return how many bytes a body is deeper than its `with`; 0 if it stands on the same line."""
    first_statement = _body_span(module, block)[0]
    is_indented = isinstance(block.body, cst.IndentedBlock)
    start = span(module, block)[0]
    return len(_indent_at(module, first_statement)) - len(_indent_at(module, start)) if is_indented else 0


def _body_span(module: Module, block: cst.With) -> tuple[int, int]:
    """Return the offsets of the first statement of a body, and of the end of the last."""
    statements = block.body.body
    return span(module, statements[0])[0], span(module, statements[-1])[1]


def _dedent_edits(module: Module, places: tuple[int, int, int], removed: tuple[int, int], rule: str) -> Iterator[Edit]:
    """Yield the edits that remove a level of indentation.

    `places` are the colon, the start of the body and its end; `removed` is what outer blocks remove from each line, and
    what this one removes.
    """
    colon, first_statement, end = places
    outer, width = removed
    body_indent = _indent_at(module, first_statement)
    texts = [span(module, node) for kind in (cst.SimpleString, cst.FormattedString) for node in module.nodes(kind)]
    offset = module.source.find(b"\n", colon) + 1
    while 0 < offset <= end or _is_comment_of_body(module, offset, body_indent):
        is_in_text = any(first < offset < last for first, last in texts)
        if not is_in_text and module.source.startswith(body_indent.encode(), offset):
            yield Edit(offset + outer, offset + outer + width, "", rule)
        offset = module.source.find(b"\n", offset) + 1


def _is_comment_of_body(module: Module, offset: int, body_indent: str) -> bool:
    """Return whether a line is a comment as deep as a body, or a blank line."""
    line = module.source[offset : module.source.find(b"\n", offset) + 1]
    is_comment = line.lstrip().startswith(b"#") and line.startswith(body_indent.encode())
    return offset > 0 and bool(line) and (is_comment or not line.strip())


def _indent_at(module: Module, offset: int) -> str:
    """Return the blanks at the start of the line of an offset."""
    line = module.source[line_start(module, offset) : offset]
    return line[: len(line) - len(line.lstrip())].decode()
