"""Rules insert text around parts of a call, replace text up to a part, and remove arguments."""

import libcst as cst
import pytest

from comparison.migrate.change import InsertedText, RemovedArgument, ReplacedText, ReplacedUpTo
from comparison.migrate.module import Module
from comparison.migrate.text_edits import apply_edits, edits_of


def changed(text, changes_of):
    """Return a source after the changes that a function returns for its first call or augmented assignment."""
    module = Module.parse("shop", text.encode())
    node = [*module.nodes(cst.Call), *module.nodes(cst.AugAssign)][0]
    edits = [edit for change in changes_of(node) for edit in edits_of(module, change, "R1")]
    result = apply_edits(module.source, edits).text.decode()
    cst.parse_module(result)
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f(a)", "f([a])"),
        ("f(key=a)", "f(key=[a])"),
        ("f(*a)", "f(*[a])"),
        ("f( a , b)", "f( [a] , b)"),
        ("f((a))", "f([(a)])"),
        ("f(( ( a ) ))", "f([( ( a ) )])"),
        ("f((\n    a\n))", "f([(\n    a\n)])"),
        ("f((a, b))", "f([(a, b)])"),
        ("f((a, b,))", "f([(a, b,)])"),
        ("f(a.b(c))", "f([a.b(c)])"),
        ("f((a).b)", "f([(a).b])"),
        ("f((a) + (b))", "f([(a) + (b)])"),
        ("f(a for a in b)", "f([a for a in b])"),
        ("f((a for a in b))", "f([(a for a in b)])"),
        ("f('ü', b)", "f(['ü'], b)"),
        ("f(('a'\n   'b'))", "f([('a'\n   'b')])"),
        ("f((  # (why)\n    a))", "f([(  # (why)\n    a)])"),
        ("f((a  # why)\n))", "f([(a  # why)\n)])"),
    ],
)
def test_text_is_inserted_around_an_expression_with_its_parentheses(text, expected):
    assert changed(text, lambda call: [InsertedText(call.args[0].value, "[", "]")]) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"), [("[", "", "f([(a))"), ("", ".b", "f((a).b)"), ("", "", "f((a))")]
)
def test_text_may_be_inserted_at_one_end(before, after, expected):
    module = Module.parse("shop", b"f((a))")
    change = InsertedText(module.nodes(cst.Call)[0].args[0].value, before, after)
    assert apply_edits(module.source, edits_of(module, change, "R1")).text.decode() == expected


def test_text_around_a_part_that_changes_itself():
    def changes(call):
        value = call.args[0].value
        return [InsertedText(value, "[", "]"), ReplacedText(value, "b")]

    assert changed("f(a, c)", changes) == "f([b], c)"


def test_text_around_two_parts_that_end_together():
    def changes(call):
        return [InsertedText(call, "<", ">"), InsertedText(call.args[0].value.left, "{", "}")]

    module = Module.parse("shop", b"f(a + b)")
    edits = [
        edit for change in changes(module.nodes(cst.Call)[0]) for edit in reversed([*edits_of(module, change, "R1")])
    ]
    assert apply_edits(module.source, edits).text == b"<f({a} + b)>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r.data += a", "r.add(a)"),
        ("r.data  +=  a  # why", "r.add(a)  # why"),
        ("r.data +=\\\n    a", "r.add(a)"),
        ("r.data += (a)", "r.add((a))"),
        ("r.data += (\n    a\n)", "r.add((\n    a\n))"),
        ("r.data += (a) + (b)", "r.add((a) + (b))"),
        ("r.data += a, b", "r.add(a, b)"),
        ("(r).data += a", "r.add(a)"),
        ("(r.data) += a", "r.add(a)"),
    ],
)
def test_text_is_replaced_up_to_an_expression(text, expected):
    def changes(assignment):
        return [
            ReplacedUpTo(assignment.target, assignment.value, "r.add("),
            InsertedText(assignment.value, after=")"),
        ]

    assert changed(text, changes) == expected


@pytest.mark.parametrize(
    ("text", "positions", "expected"),
    [
        ("f(a)", [0], "f()"),
        ("f( a )", [0], "f(  )"),
        ("f(a, b)", [0], "f(b)"),
        ("f(a=1, *b)", [0], "f(*b)"),
        ("f((a), b)", [0], "f(b)"),
        ("f(a, b)", [1], "f(a)"),
        ("f(a, b,)", [1], "f(a,)"),
        ("f(a, b=(1))", [1], "f(a)"),
        ("f((a), b)", [1], "f((a))"),
        ("f(a, b, c)", [1], "f(a, c)"),
        ("f(a , b , c)", [1], "f(a , c)"),
        ("f(a, (b), c)", [1], "f(a, c)"),
        ("f(a, b, c)", [1, 2], "f(a)"),
        ("f(a, b, c)", [0, 2], "f(b)"),
        ("f(a, b, c, d)", [1, 3], "f(a, c)"),
        ("f(a, **b)", [0], "f(**b)"),
        ("f('ü', 'ö')", [1], "f('ü')"),
        ("f(a,)", [0], "f()"),
    ],
)
def test_arguments_are_removed(text, positions, expected):
    assert changed(text, lambda call: [RemovedArgument(call.args[position]) for position in positions]) == expected


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("f(\n    a,\n    b,\n    c,\n)", 0, "f(\n    b,\n    c,\n)"),
        ("f(\n    a,\n    b,\n    c,\n)", 1, "f(\n    a,\n    c,\n)"),
        ("f(\n    a,\n    b,\n    c,\n)", 2, "f(\n    a,\n    b,\n)"),
        ("f(\n    a,\n    # of b\n    b,\n)", 1, "f(\n    a,\n)"),
        ("f(a,\\\n  b)", 1, "f(a)"),
    ],
)
def test_argument_in_a_line_of_its_own_is_removed(text, position, expected):
    assert changed(text, lambda call: [RemovedArgument(call.args[position])]) == expected


def test_neighbours_of_a_removed_argument_change():
    def changes(call):
        first, second, third = call.args
        return [
            InsertedText(first.value, "[", "]"),
            RemovedArgument(second),
            ReplacedText(third.keyword, "d"),
            InsertedText(third.value, "(", ")"),
        ]

    assert changed("f(a, b, c=1)", changes) == "f([a], d=(1))"


def test_change_inside_of_a_removed_argument_is_dropped():
    def changes(call):
        return [RemovedArgument(call.args[1]), ReplacedText(call.args[1].value, "x")]

    assert changed("f(a, b=1)", changes) == "f(a)"
