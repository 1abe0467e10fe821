"""Names, texts and tuples are read from the syntax tree."""

import libcst as cst
import pytest

from comparison.migrate.nodes import dotted_name, items_of, root_of, string_value


@pytest.mark.parametrize(
    ("text", "name"), [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("a[0].b", ""), ("a()", ""), ("'a'", "")]
)
def test_dotted_name_is_that_of_names_and_attributes_alone(text, name):
    assert dotted_name(cst.parse_expression(text)) == name


def test_nothing_has_no_name_and_no_text():
    assert (dotted_name(None), string_value(None)) == ("", "")


@pytest.mark.parametrize(("text", "root"), [("a", "a"), ("a.b.c", "a")])
def test_root_is_the_first_name(text, root):
    assert dotted_name(root_of(cst.parse_expression(text))) == root


@pytest.mark.parametrize(
    ("text", "value"), [("'a'", "a"), (r"'\x61'", "a"), (r"r'\d'", r"\d"), ("b'a'", ""), ("f'a'", ""), ("'a' 'b'", "")]
)
def test_value_of_a_string_literal(text, value):
    assert string_value(cst.parse_expression(text)) == value


@pytest.mark.parametrize(("text", "names"), [("a", ["a"]), ("(a, b.c)", ["a", "b.c"]), ("()", [])])
def test_items_are_those_of_a_tuple(text, names):
    assert [dotted_name(item) for item in items_of(cst.parse_expression(text))] == names
