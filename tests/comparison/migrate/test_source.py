"""A module as a rule sees it."""

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.nodes import dotted_name
from comparison.migrate.project import Project
from comparison.migrate.source import Source

from .sources import dedented


def source_of(*texts, async_functions=()):
    """Return the last of several modules, called m0, m1 and so on."""
    modules = [Module.parse(f"m{number}", text.encode()) for number, text in enumerate(texts)]
    return Source(modules[-1], Project.of(modules), set(async_functions))


def lines(source, nodes):
    return [f"{source.module.line(node)} {source.text(node)}" for node in nodes]


def last(source):
    return source.module.nodes(cst.Expr)[-1].value


def test_calls_are_found_by_their_origins():
    source = source_of(
        dedented("""
        import os as o
        from os import mkdir
        mkdir('a')
        o.mkdir('b')
        o.stat('c')
        mkdir
    """)
    )
    assert lines(source, source.calls("os.mkdir")) == ["3 mkdir('a')", "4 o.mkdir('b')"]
    assert lines(source, source.calls("os.stat", "os.mkdir")) == ["3 mkdir('a')", "4 o.mkdir('b')", "5 o.stat('c')"]


def test_all_calls_are_found_without_origins():
    source = source_of("one(two())\n")
    assert lines(source, source.calls()) == ["1 one(two())", "1 two()"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from flask import g\ng\n", ["2 g"], id="a name is read"),
        pytest.param("import flask\nflask.g.a\n", ["2 flask.g"], id="an attribute is read"),
        pytest.param("from flask import g\nf(g)\n", ["2 g"], id="an argument is read"),
        pytest.param("from flask import g\nf(g=1)\n", [], id="a keyword is no use"),
        pytest.param("from flask import g\ng = 1\n", [], id="an assignment is no use"),
        pytest.param("from flask import g\na.g\n", [], id="an attribute of another object is no use"),
        pytest.param(
            dedented("""
            from flask import g
            def f(g):
                g
        """),
            [],
            id="a shadowed name is no use",
        ),
        pytest.param(
            dedented("""
            from flask import g
            for g in ():
                pass
        """),
            [],
            id="a loop variable is no use",
        ),
        pytest.param(
            dedented("""
            from flask import g
            with a as g:
                pass
        """),
            [],
            id="a `with` target is no use",
        ),
        pytest.param("from flask import g as h\n", [], id="an import is no use"),
    ],
)
def test_uses_of_a_name(text, expected):
    source = source_of(text)
    assert lines(source, source.uses("flask.g")) == expected


@pytest.mark.parametrize(
    ("decorator", "is_decorated"),
    [
        ("@app.route", True),
        ("@app.route('/')", True),
        ("@other\n@app.route('/')\n@more", True),
        ("@app.other('/')", False),
        ("@bp.route('/')", False),
        ("@other(app.route)", False),
    ],
)
def test_functions_are_found_by_their_decorators(decorator, is_decorated):
    source = source_of(f"from flask import Flask\napp = Flask(__name__)\n{decorator}\ndef f():\n    pass\n")
    assert [node.name.value for node in source.decorated_functions("flask.Flask().route")] == ["f"] * is_decorated


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("f(1, 2)", "2"),
        ("f(1, b=3)", "3"),
        ("f(b=3, a=1)", "3"),
        ("f(1)", None),
        ("f(1, a=2)", None),
        ("f(1, *c)", None),
        ("f(1, **c)", None),
    ],
)
def test_argument_by_its_position_or_keyword(call, expected):
    source = source_of(f"{call}\n")
    argument = source.argument(last(source), 1, "b")
    assert (argument and source.text(argument)) == expected


def test_functions_that_an_expression_may_be():
    source = source_of(
        "def f():\n    pass\n",
        dedented("""
        from m0 import f
        def g():
            pass
        (f if here else g)
    """),
    )
    assert {source.path_of(function) for function in source.functions_named(last(source))} == {"m0.f", "m1.g"}
    assert list(source.functions_named(None)) == []


def test_functions_of_a_module_are_its_own():
    source = source_of(
        "def f():\n    pass\n",
        dedented("""
        from m0 import f
        def g():
            def h():
                pass
    """),
    )
    assert [path for path, _ in source.functions()] == ["m1.g", "m1.g.h"]


def test_call_that_is_awaited_already():
    source = source_of(
        dedented("""
        async def f():
            await (one())
            two()
    """)
    )
    assert {dotted_name(call.func): source.is_awaited(call) for call in source.calls()} == {"one": True, "two": False}


def test_text_is_as_the_source_has_it():
    source = source_of("'ü€😀'; one(  a,  # why\n  'é')\n")
    assert source.text(last(source)) == "one(  a,  # why\n  'é')"
