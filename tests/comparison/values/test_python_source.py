"""The source of somebody's module is parsed without a word."""

import warnings

import pytest

from comparison.values.python_source import syntax_tree

ESCAPE = 'text = "\\_"\n'


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a byte order mark"])
@pytest.mark.parametrize("encode", [str, str.encode], ids=["text", "bytes"])
def test_warning_of_a_source_is_no_error_and_is_not_printed(recwarn, mark, encode):
    warnings.simplefilter("error")
    assert len(syntax_tree(encode(f"{mark}{ESCAPE}")).body) == 1
    assert recwarn.list == []


def test_source_that_is_not_python_raises_what_python_raises():
    with pytest.raises(SyntaxError):
        syntax_tree("def")
