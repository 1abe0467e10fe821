"""Changes become edits of the text, and each line records its rules."""

import libcst as cst
import pytest

from comparison.migrate.change import AsyncBlock, AsyncFunction, Awaited, ManualChange, ReplacedName, ReplacedText
from comparison.migrate.module import Module
from comparison.migrate.nodes import dotted_name
from comparison.migrate.text_edits import Edit, apply_edits, edits_of

from .sources import dedented


def changed(text, change, kind, name=""):
    """Return a source after a change of its first node of a kind, or the first call of a name."""
    module = Module.parse("shop", text.encode())
    node = next(node for node in module.nodes(kind) if not name or dotted_name(node.func) == name)
    return apply_edits(module.source, edits_of(module, change(node), "R1")).text.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f()", "await f()"),
        ("a = f()", "a = await f()"),
        ("g(f(), 1)", "g(await f(), 1)"),
        ("g(*f(), **h)", "g(*await f(), **h)"),
        ("not f()", "not await f()"),
        ("-f() ** 2", "-await f() ** 2"),
        ("1 + f()", "1 + await f()"),
        ("f() if f else 1", "await f() if f else 1"),
        ("f().a", "(await f()).a"),
        ("f()[0]", "(await f())[0]"),
        ("f()()", "(await f())()"),
        ("f().a().b", "(await f()).a().b"),
        ("a[f()]", "a[await f()]"),
        ("a[f():]", "a[await f():]"),
        ("(f()).a", "(await f()).a"),
        ("((f()))[0]", "((await f()))[0]"),
        ("(f())", "(await f())"),
        ("f(\n    1,  # one\n).a", "(await f(\n    1,  # one\n)).a"),
        ("[f() for a in b]", "[await f() for a in b]"),
        ("g('ü€😀', f().a)", "g('ü€😀', (await f()).a)"),
        ("f'{f()} {f}'", "f'{await f()} {f}'"),
        ("f'{f().a!r:>{f}}'", "f'{(await f()).a!r:>{f}}'"),
    ],
)
def test_await_stands_before_its_expression(text, expected):
    assert changed(text, Awaited, cst.Call, "f") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = r.data\n", "a = await r.data\n"),
        ("r.data.decode()\n", "(await r.data).decode()\n"),
        ("r.data[0]\n", "(await r.data)[0]\n"),
        ("r.data()\n", "(await r.data)()\n"),
    ],
)
def test_attribute_is_awaited(text, expected):
    module = Module.parse("shop", text.encode())
    [node] = [node for node in module.nodes(cst.Attribute) if node.attr.value == "data"]
    assert apply_edits(module.source, edits_of(module, Awaited(node), "R1")).text.decode() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f():\n    pass\n", "async def f():\n    pass\n"),
        ("def  f ( ) : pass  # why\n", "async def  f ( ) : pass  # why\n"),
        ("def \\\n    f(): pass\n", "async def \\\n    f(): pass\n"),
        (
            dedented("""
            @undef
            # def
            def f():
                pass
        """),
            dedented("""
            @undef
            # def
            async def f():
                pass
        """),
        ),
        ("class A:\n\tdef f(self): pass\n", "class A:\n\tasync def f(self): pass\n"),
        ("def define(): pass\n", "async def define(): pass\n"),
        ("'def'; \ndef deff(): pass\n", "'def'; \nasync def deff(): pass\n"),
    ],
)
def test_function_becomes_a_coroutine_function(text, expected):
    assert changed(text, AsyncFunction, cst.FunctionDef) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (cst.With, "with a as b:\n    pass\n", "async with a as b:\n    pass\n"),
        (
            cst.With,
            dedented("""
            if a:
              with (
                a, # x
              ): pass
        """),
            dedented("""
            if a:
              async with (
                a, # x
              ): pass
        """),
        ),
        (cst.For, "for a in b:\n    pass\n", "async for a in b:\n    pass\n"),
        (
            cst.For,
            dedented("""
            # why
            for a in b: pass
            else: pass
        """),
            dedented("""
            # why
            async for a in b: pass
            else: pass
        """),
        ),
        (cst.CompFor, "[(a)for a in b]", "[(a)async for a in b]"),
    ],
)
def test_block_becomes_asynchronous(kind, text, expected):
    assert changed(text, AsyncBlock, kind) == expected


def test_text_replaces_a_node_as_it_stands():
    assert (
        changed("f( 1, 2 )  # why\n", lambda call: ReplacedText(call.args[1], "*c"), cst.Call) == "f( 1, *c )  # why\n"
    )


@pytest.mark.parametrize(
    "change", [lambda call: ManualChange(call, "why"), lambda call: ReplacedName(call.func, "a.b")]
)
def test_change_without_an_edit_of_its_own(change):
    assert changed("f()\n", change, cst.Call) == "f()\n"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], b"one two", id="there are no edits"),
        pytest.param([Edit(4, 7, "2", "R1"), Edit(0, 3, "1", "R1")], b"1 2", id="edits come in any order"),
        pytest.param(
            [Edit(0, 0, "a ", "R1"), Edit(0, 3, "1", "R2")], b"a 1 two", id="an insertion stands before a replacement"
        ),
        pytest.param(
            [Edit(0, 3, "1", "R1"), Edit(3, 3, "!", "R2")], b"1! two", id="an insertion stands after a replacement"
        ),
        pytest.param(
            [Edit(0, 7, "all", "R1"), Edit(4, 7, "2", "R2")], b"all", id="an edit inside a replacement is dropped"
        ),
        pytest.param([Edit(3, 7, "", "R1")], b"one", id="a part is removed"),
        pytest.param([Edit(7, 7, "ü", "R1")], "one twoü".encode(), id="the text is not ASCII"),
        pytest.param([Edit(0, 0, "a", "R1"), Edit(0, 0, "a", "R1")], b"aone two", id="an edit comes twice"),
    ],
)
def test_text_after_edits(edits, expected):
    assert apply_edits(b"one two", edits).text == expected


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        pytest.param(Edit(2, 3, "x", "R1"), {2}, {2}, id="a line is replaced"),
        pytest.param(Edit(2, 2, "x", "R1"), {2}, {2}, id="a part of a line is inserted"),
        pytest.param(Edit(2, 2, "x\n", "R1"), set(), {2}, id="a line is inserted"),
        pytest.param(Edit(2, 2, "x\ny\n", "R1"), set(), {2, 3}, id="two lines are inserted"),
        pytest.param(Edit(2, 4, "", "R1"), {2}, set(), id="a line is removed"),
        pytest.param(Edit(2, 6, "", "R1"), {2, 3}, set(), id="two lines are removed"),
        pytest.param(Edit(0, 5, "x", "R1"), {1, 2, 3}, {1}, id="three lines become one"),
        pytest.param(Edit(2, 3, "x\ny", "R1"), {2}, {2, 3}, id="a line becomes two"),
    ],
)
def test_lines_that_an_edit_changes(edit, before, after):
    result = apply_edits(b"a\nb\nc\n", [edit])
    assert result.rules_before == dict.fromkeys(before, frozenset({"R1"}))
    assert result.rules_after == dict.fromkeys(after, frozenset({"R1"}))


def test_lines_after_a_new_line_are_counted_with_it():
    result = apply_edits(b"a\nb\n", [Edit(0, 0, "x\n", "R1"), Edit(2, 3, "y", "R2")])
    assert result.text == b"x\na\ny\n"
    assert result.rules_before == {2: frozenset({"R2"})}
    assert result.rules_after == {1: frozenset({"R1"}), 3: frozenset({"R2"})}


def test_line_that_two_rules_change_has_both():
    result = apply_edits(b"a b\n", [Edit(0, 1, "x", "R1"), Edit(2, 3, "y", "R2")])
    assert result.rules_before == result.rules_after == {1: frozenset({"R1", "R2"})}
