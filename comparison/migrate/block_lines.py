"""The lines of a block, so that they can be moved to the left or to the right."""

from collections.abc import Iterator

import libcst as cst

from .import_lines import line_start
from .module import Module
from .text_edits import span


def body_span(module: Module, block: cst.With) -> tuple[int, int]:
    """Return the offsets of the first statement of a body, and of the end of the last."""
    statements = block.body.body
    return span(module, statements[0])[0], span(module, statements[-1])[1]


def indent_at(module: Module, offset: int) -> str:
    """Return the blanks at the start of the line of an offset."""
    line = module.source[line_start(module, offset) : offset]
    return line[: len(line) - len(line.lstrip())].decode()


def lines_of_body(module: Module, block: cst.With, offset: int) -> Iterator[int]:
    """Yield the offset of each line of a block that begins after `offset`, and of the comments that end its body.

    Lines that begin inside of a text are left out.
    """
    first_statement, end = body_span(module, block)
    body_indent = indent_at(module, first_statement)
    texts = [span(module, node) for kind in (cst.SimpleString, cst.FormattedString) for node in module.nodes(kind)]
    start = module.source.find(b"\n", offset) + 1
    while 0 < start <= end or _is_comment_of_body(module, start, body_indent):
        if not any(first < start < last for first, last in texts):
            yield start
        start = module.source.find(b"\n", start) + 1


def _is_comment_of_body(module: Module, offset: int, body_indent: str) -> bool:
    """Return whether a line is a comment as deep as a body, or a blank line."""
    line = module.source[offset : module.source.find(b"\n", offset) + 1]
    is_comment = line.lstrip().startswith(b"#") and line.startswith(body_indent.encode())
    return offset > 0 and bool(line) and (is_comment or not line.strip())
