"""Subscripts step into the containers that a source spells out."""

from typing import Any

import libcst as cst
import pytest

from comparison.migrate.containers import items_at, step_of
from comparison.migrate.module import EACH
from comparison.migrate.nodes import dotted_name


@pytest.mark.parametrize(
    ("text", "step"), [("a[0]", 0), ("a[12]", 12), ("a[-1]", EACH), ("a[b]", EACH), ("a[1:]", EACH), ("a[0, 1]", EACH)]
)
def test_step_is_the_number_of_a_subscript(text, step):
    assert step_of(cst.ensure_type(cst.parse_expression(text), cst.Subscript)) == step


@pytest.mark.parametrize(
    ("text", "step", "names"),
    [
        ("[a, b]", 1, ["b"]),
        ("(a, b)", 0, ["a"]),
        ("[a, b]", 2, []),
        ("[a, b]", EACH, ["a", "b"]),
        ("{a, b}", EACH, ["a", "b"]),
        ("{1: a, 2: b}", EACH, ["a", "b"]),
        ("{1: a, 2: b}", 0, ["a", "b"]),
    ],
)
def test_items_at_a_step(text, step, names):
    container: Any = cst.parse_expression(text)
    assert [dotted_name(item) for item in items_at(container, step)] == names
