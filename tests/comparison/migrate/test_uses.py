"""The names that a module reads, and its calls, by origin and in source order."""

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.nodes import dotted_name
from comparison.migrate.project import Project
from comparison.migrate.uses import Uses, is_use

from .sources import dedented


def uses_of(text):
    module = Module.parse("here", text.encode())
    return module, Uses.of(Project.of([module]), module)


def are_uses(text):
    """Return, for each `thing` in a source, whether it is read."""
    module = Module.parse("here", text.encode())
    attributes = [node for node in module.nodes(cst.Attribute) if node.attr.value == "thing"]
    return [is_use(module, node) for node in module.names("thing")] + [is_use(module, node) for node in attributes]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("thing = 1\n", id="it is assigned"),
        pytest.param("a = thing = 1\n", id="it is one of two targets"),
        pytest.param("thing: int = 1\n", id="it has an annotation"),
        pytest.param("thing += 1\n", id="it is added to"),
        pytest.param("(thing := 1)\n", id="an expression assigns it"),
        pytest.param("for thing in a: ...\n", id="a loop binds it"),
        pytest.param("[1 for thing in a]\n", id="a comprehension binds it"),
        pytest.param("with a as thing: ...\n", id="a `with` binds it"),
        pytest.param("try: ...\nexcept E as thing: ...\n", id="it is an exception"),
        pytest.param("def thing(): ...\n", id="it is a function"),
        pytest.param("class thing: ...\n", id="it is a class"),
        pytest.param("def f(thing): ...\n", id="it is a parameter"),
        pytest.param("f(thing=1)\n", id="it is a keyword"),
        pytest.param("import thing\n", id="it is imported"),
        pytest.param("from thing import a\n", id="a name is imported from it"),
        pytest.param("from a import b as thing\n", id="it is an imported name"),
        pytest.param("def f():\n    global thing\n", id="it is global"),
        pytest.param("match a:\n    case thing: ...\n", id="a pattern binds it"),
        pytest.param("del thing\n", id="it is deleted"),
        pytest.param("a, thing = 1, 2\n", id="it is unpacked"),
        pytest.param("for a, thing in b: ...\n", id="a loop unpacks it"),
        pytest.param("a, *thing = b\n", id="it gets the rest"),
    ],
)
def test_name_that_is_bound_is_not_read(text):
    assert are_uses(text) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "thing\n",
        "thing()\n",
        "thing[0] = 1\n",
        "thing.a = 1\n",
        "a = thing\n",
        "a += thing\n",
        "f(a=thing)\n",
        "f(*thing)\n",
        "[a for a in thing]\n",
        "with thing as a: ...\n",
        "def f(a=thing): ...\n",
        "def f(a: thing): ...\n",
        "class A(thing): ...\n",
        "@thing\ndef f(): ...\n",
        "f'{thing}'\n",
        "lambda: thing\n",
        "match thing:\n    case 1: ...\n",
        "try: ...\nexcept thing: ...\n",
        "a, b = thing, 1\n",
    ],
)
def test_name_that_is_read(text):
    assert are_uses(text) == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a.thing = 1\n", False), ("a.thing += 1\n", False), ("a.thing\n", True), ("a.thing.b = 1\n", True)],
)
def test_attribute_is_read_as_a_whole(text, expected):
    assert are_uses(text) == [False, expected]


def test_calls_and_names_are_in_source_order():
    module, uses = uses_of(
        dedented("""
            import os
            from flask import g
            print(g.a)
            os.mkdir(open(g))
            open(g)
            print()
        """)
    )
    origins = ["builtins.print", "builtins.open", "os.mkdir"]
    calls = [(module.line(call), dotted_name(call.func)) for call in uses.calls_of(origins)]
    assert calls == [(3, "print"), (4, "os.mkdir"), (4, "open"), (5, "open"), (6, "print")]
    assert [module.line(name) for name in uses.names_of(["flask.g"])] == [3, 4, 5]
    assert [dotted_name(name) for name in uses.names_of(["os.mkdir", "flask.g.a"])] == ["g.a", "os.mkdir"]


def test_call_of_several_origins_comes_once():
    _, uses = uses_of("f = open if a else print\nf()\nunknown()\n")
    assert len(list(uses.calls_of(["builtins.open", "builtins.print"]))) == 1
    assert list(uses.calls_of(["builtins.dict"])) == list(uses.calls_of([])) == list(uses.names_of([])) == []
