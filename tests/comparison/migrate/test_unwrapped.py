"""The body of a `with` is taken out of its block, after an assignment for each item."""

import ast

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.text_edits import apply_edits
from comparison.migrate.unwrapped import unwrap_edits

from .outcomes import outcome, rewritten
from .sources import dedented


def unwrapped(text, blocks=1):
    """Return a source without its first `with` blocks."""
    module = Module.parse("shop", text.encode())
    edits = unwrap_edits(module, dict.fromkeys(module.nodes(cst.With)[:blocks], "R1"))
    result = apply_edits(module.source, edits).text.decode()
    ast.parse(result.removeprefix("\ufeff"))
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("with f() as a:\n    b\n", "a = f()\nb\n", id="it has a name"),
        pytest.param("with f():\n    b\n", "f()\nb\n", id="it has no name"),
        pytest.param("with f() as a:\n    b", "a = f()\nb", id="the file has no line end"),
        pytest.param("with f()as a :\n    b\n", "a = f()\nb\n", id="blanks are missing"),
        pytest.param("with f() as a.b:\n    c\n", "a.b = f()\nc\n", id="an attribute gets it"),
        pytest.param("with f() as a[0]:\n    c\n", "a[0] = f()\nc\n", id="an item gets it"),
        pytest.param("with f() as (a, b):\n    c\n", "a, b = f()\nc\n", id="it is unpacked"),
        pytest.param("with f() as [a, b]:\n    c\n", "[a, b] = f()\nc\n", id="it is unpacked into a list"),
        pytest.param("with (f()) as a:\n    c\n", "a = f()\nc\n", id="it has parentheses"),
        pytest.param("with ((f()) as a):\n    c\n", "a = f()\nc\n", id="the items have parentheses"),
        pytest.param("with f() if a else g() as b:\n    c\n", "b = f() if a else g()\nc\n", id="it is a condition"),
        pytest.param("with f(a[1:2], {1: 2}) as b:\n    c\n", "b = f(a[1:2], {1: 2})\nc\n", id="it has colons"),
        pytest.param("with f(\n    1,\n) as a:\n    b\n", "a = f(\n    1,\n)\nb\n", id="it is several lines long"),
        pytest.param("with f('''\n  :\n''') as a:\n    b\n", "a = f('''\n  :\n''')\nb\n", id="it has a long text"),
        pytest.param("a\nwith f() as b:\n    c\nd\n", "a\nb = f()\nc\nd\n", id="lines stand around it"),
    ],
)
def test_item_is_assigned(before, after):
    assert unwrapped(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("with f() as a, g() as b:\n    c\n", "a = f()\nb = g()\nc\n", id="two names"),
        pytest.param("with f(), g() as b:\n    c\n", "f()\nb = g()\nc\n", id="the first has no name"),
        pytest.param("with f() as a, g(a):\n    c\n", "a = f()\ng(a)\nc\n", id="the last has no name"),
        pytest.param("with (f() as a, g() as b,):\n    c\n", "a = f()\nb = g()\nc\n", id="parentheses"),
        pytest.param("with (\n    f() as a,\n    g() as b,\n):\n    c\n", "a = f()\nb = g()\nc\n", id="several lines"),
        pytest.param("with f() as a, \\\n    g() as b:\n    c\n", "a = f()\nb = g()\nc\n", id="a continued line"),
        pytest.param(
            "if x:\n    with f() as a, g() as b:\n        c\n",
            "if x:\n    a = f()\n    b = g()\n    c\n",
            id="indented",
        ),
    ],
)
def test_each_item_is_assigned(before, after):
    assert unwrapped(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("with f() as a: b\n", "a = f()\nb\n"),
        ("with f() as a: b; c  # why\n", "a = f()\nb; c  # why\n"),
        ("with f() as a, g() as b: c = {1: 2}\n", "a = f()\nb = g()\nc = {1: 2}\n"),
        ("for x in y:\n    with f(): break\n", "for x in y:\n    f()\n    break\n"),
        ("for x in y:\r\n\twith f() as a: break\r\n", "for x in y:\r\n\ta = f()\r\n\tbreak\r\n"),
    ],
)
def test_body_in_the_same_line(before, after):
    assert unwrapped(before) == after


# The body of a `with` in a function, and what it becomes.
BODIES = [
    pytest.param("b\nc", "b\nc", id="two statements"),
    pytest.param("\n\nb", "\n\nb", id="empty lines"),
    pytest.param("b;", "b;", id="a semicolon"),
    pytest.param("return a", "return a", id="a return"),
    pytest.param("'''text'''", "'''text'''", id="a text alone"),
    pytest.param("if b:\n  c\nelse:\n    d", "if b:\n  c\nelse:\n    d", id="blocks of other widths"),
    pytest.param("@wrap\ndef g():\n    return a\ng()", "@wrap\ndef g():\n    return a\ng()", id="a decorated function"),
    pytest.param("with g() as b:\n    c", "with g() as b:\n    c", id="another block, which stays"),
    pytest.param("g('b'\n  'c')", "g('b'\n  'c')", id="aligned texts"),
    pytest.param("b = c + \\\n    d", "b = c + \\\n    d", id="a continued line"),
    pytest.param("# first\nb\n\n# middle\n\nc", "# first\nb\n\n# middle\n\nc", id="comments"),
    pytest.param("x = 'ü'  # ü\ny = 'ü'", "x = 'ü'  # ü\ny = 'ü'", id="text that is not ASCII"),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
@pytest.mark.parametrize("indent", ["    ", "  ", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_body_moves_to_the_left(body, expected, indent, newline):
    before = ["def t():", f"{indent}with f() as a:", *(2 * indent + line if line else "" for line in body.split("\n"))]
    after = ["def t():", f"{indent}a = f()", *(indent + line if line else "" for line in expected.split("\n"))]
    rest = [f"{indent}end", ""]
    assert unwrapped(newline.join([*before, *rest])) == newline.join([*after, *rest])


@pytest.mark.parametrize("prefix", ["", "b", "r", "f", "rb"])
def test_lines_of_a_text_stay(prefix):
    text = f"{prefix}'''\n        x\n          y\n        '''"
    before = f"def t():\n    with f() as a:\n        g({text})\n        c\n"
    assert unwrapped(before) == f"def t():\n    a = f()\n    g({text})\n    c\n"


def test_line_to_the_left_of_the_body_stays():
    before = dedented("""
        def t():
            with f() as a:
                b = g(
            1)
          # why
                c
    """)
    assert unwrapped(before) == dedented("""
        def t():
            a = f()
            b = g(
            1)
          # why
            c
    """)


def test_byte_order_mark_stays():
    assert unwrapped("\ufeffwith f() as a:\n    b\n    c\n") == "\ufeffa = f()\nb\nc\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("with f() as a:  # why\n    b\n", "a = f()  # why\nb\n", id="beside the items"),
        pytest.param("with f() as a:\n    # why\n    b\n", "a = f()\n# why\nb\n", id="before the body"),
        pytest.param(
            "with f() as a:  # type: ignore\n    b\n",
            "a = f()  # type: ignore\nb\n",
            id="beside the items, with a colon",
        ),
        pytest.param(
            "with f() as a:\n    # why: x\n    b\n", "a = f()\n# why: x\nb\n", id="before the body, with a colon"
        ),
        pytest.param(
            "if x:\n    with f() as a:\n        b\n        # last\n    c\n",
            "if x:\n    a = f()\n    b\n    # last\n    c\n",
            id="after the body",
        ),
        pytest.param(
            "if x:\n    with f() as a:\n        if b:\n            c\n            # last\n    d\n",
            "if x:\n    a = f()\n    if b:\n        c\n        # last\n    d\n",
            id="after a block in the body",
        ),
    ],
)
def test_comments(before, after):
    assert unwrapped(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "with f() as a:\n    b\nwith g() as c:\n    d\n", "a = f()\nb\nc = g()\nd\n", id="one after the other"
        ),
        pytest.param(
            "with f() as a:\n    with g() as b:\n        c\n        d\n    e\n",
            "a = f()\nb = g()\nc\nd\ne\n",
            id="one inside the other",
        ),
        pytest.param("with f() as a:\n    with g() as b: c\n", "a = f()\nb = g()\nc\n", id="the inner one in a line"),
        pytest.param(
            "with f() as a:\n    with g() as b, h() as c:\n        d\n",
            "a = f()\nb = g()\nc = h()\nd\n",
            id="the inner one with two items",
        ),
    ],
)
def test_several_blocks(before, after):
    assert unwrapped(before, blocks=2) == after


HEAD = "from quart import Quart\napp = Quart(__name__)\nclient = app.test_client()\n"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        pytest.param("client.get('/') as page", "page = await client.get('/')\n", id="a response"),
        pytest.param("(client.get('/')) as page", "page = await client.get('/')\n", id="a response in parentheses"),
        pytest.param(
            "client.get('/a') as page, client.get('/b')",
            "page = await client.get('/a')\n    await client.get('/b')\n",
            id="two responses",
        ),
    ],
)
def test_awaited_item_is_assigned(items, expected):
    before = f"{HEAD}def test_page():\n    with {items}:\n        page.headers\n"
    assert rewritten(before) == f"{HEAD}async def test_page():\n    {expected}    page.headers\n"


def test_response_beside_another_object_is_left_to_do_by_hand():
    before = f"{HEAD}def test_page():\n    with lock, client.get('/') as page:\n        page.headers\n"
    text, steps = outcome(before)
    assert "with lock, await client.get('/') as page:\n        page.headers\n" in text
    assert [(step.line, step.rule) for step in steps] == [(5, "FQ711")]
