"""Take the body of a `with` out of its block: `with call() as name:` becomes `name = call()`."""

from collections.abc import Iterator, Mapping

import libcst as cst

from .block_lines import body_span, indent_at, lines_of_body
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
    indent = indent_at(module, position)
    new_indent = indent[outer_width:]
    for number, item in enumerate(block.items):
        first, last = span(module, item.item)
        target = f"{text_of(module, item.asname.name)} = " if item.asname is not None else ""
        yield Edit(position, first, f"{module.newline}{new_indent}{target}" if number else target, rule)
        position = last
    first_statement, colon = body_span(module, block)[0], _colon(module, block)
    if isinstance(block.body, cst.IndentedBlock):
        yield Edit(position, colon + 1, "", rule)
        removed = outer_width, _width(module, block)
        yield from _dedent_edits(module, block, removed, rule)
    else:
        yield Edit(position, first_statement, module.newline + new_indent, rule)


def _width(module: Module, block: cst.With) -> int:
    """Return how many bytes a body is deeper than its `with`; 0 if it stands on the same line."""
    first_statement = body_span(module, block)[0]
    is_indented = isinstance(block.body, cst.IndentedBlock)
    start = span(module, block)[0]
    return len(indent_at(module, first_statement)) - len(indent_at(module, start)) if is_indented else 0


def _dedent_edits(module: Module, block: cst.With, removed: tuple[int, int], rule: str) -> Iterator[Edit]:
    """Yield the edits that remove a level of indentation.

    `removed` is what outer blocks remove from each line, and what this one removes.
    """
    outer, width = removed
    body_indent = indent_at(module, body_span(module, block)[0]).encode()
    for offset in lines_of_body(module, block, _colon(module, block)):
        if module.source.startswith(body_indent, offset):
            yield Edit(offset + outer, offset + outer + width, "", rule)


def _colon(module: Module, block: cst.With) -> int:
    return module.source.index(b":", span(module, block.items[-1])[1])
