"""The lines of a `with`: those of its body, the comments that end it, none that begins in a text."""

import libcst as cst
import pytest

from comparison.migrate.block_lines import body_span, indent_at, lines_of_body
from comparison.migrate.module import Module


def first_block(text):
    module = Module.parse("shop", text.encode())
    return module, module.nodes(cst.With)[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("with a:\n    b\nc\n", [2], id="one statement"),
        pytest.param("with a:\n    b\n    # c\nd\n", [2, 3], id="a comment ends it"),
        pytest.param("with a:\n    b\n# c\nd\n", [2], id="a comment follows it"),
        pytest.param("with a:\n    '''\n    '''\n    b\n", [2, 4], id="a text goes on"),
        pytest.param("with a: b\nc\n", [], id="one line"),
        pytest.param("with a(\n    1):\n    b\n", [2, 3], id="the items go on"),
    ],
)
def test_lines_begin_here(text, lines):
    module, block = first_block(text)
    assert [text[:offset].count("\n") + 1 for offset in lines_of_body(module, block, module.span(block)[0])] == lines


def test_body_is_from_the_first_statement_to_the_last():
    module, block = first_block("with a:\n    b\n    c\nd\n")
    start, end = body_span(module, block)
    assert module.source[start:end] == b"b\n    c"
    assert indent_at(module, start) == "    "
