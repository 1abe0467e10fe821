"""A parsed file: the function that runs a node, the module of an import, the definitions of a name."""

import libcst as cst
import pytest

from comparison.migrate.module import EACH, Module
from comparison.migrate.nodes import dotted_name

from .sources import dedented


def statement(text):
    [node] = Module.parse("shop", text.encode()).tree.body
    assert isinstance(node, cst.SimpleStatementLine)
    return node.body[0]


def runs(text):
    """Return the name of the function that runs the only call of `here`, or its kind."""
    module = Module.parse("shop", text.encode())
    [call] = [call for call in module.nodes(cst.Call) if dotted_name(call.func) == "here"]
    function = module.enclosing_function(call)
    return function.name.value if isinstance(function, cst.FunctionDef) else type(function).__name__


def paths(text):
    module = Module.parse("shop", text.encode())
    functions, classes = module.nodes(cst.FunctionDef), module.nodes(cst.ClassDef)
    return [module.path_of(function) for function in functions] + [module.path_of(node) for node in classes]


def standing_for(name, text):
    """Return what a global name may stand for: each expression's text, or its kind, with the path into it."""
    module = Module.parse("shop", text.encode())
    definitions = module.definitions(name, module.globals)
    expressions = (cst.BaseExpression, cst.AnnAssign)
    return [
        (cst.Module([]).code_for_node(node) if isinstance(node, expressions) else type(node).__name__, path)
        for node, path in definitions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("here()\n", "NoneType", id="module-level code"),
        pytest.param("def f():\n    here()\n", "f", id="the body of a function"),
        pytest.param("def f(one=here()):\n    pass\n", "NoneType", id="a default of a parameter"),
        pytest.param("def f(one: here()):\n    pass\n", "NoneType", id="an annotation of a parameter"),
        pytest.param("def f() -> here():\n    pass\n", "NoneType", id="a return annotation"),
        pytest.param(
            dedented("""
            @here()
            def f():
                pass
        """),
            "NoneType",
            id="a decorator",
        ),
        pytest.param(
            dedented("""
            def f():
                @here()
                def g():
                    pass
        """),
            "f",
            id="a decorator of an inner function",
        ),
        pytest.param(
            dedented("""
            def f():
                def g():
                    here()
        """),
            "g",
            id="an inner function",
        ),
        pytest.param("def f():\n    return lambda: here()\n", "Lambda", id="a lambda"),
        pytest.param("def f():\n    return lambda one=here(): one\n", "f", id="a default of a lambda"),
        pytest.param("def f():\n    return [here() for _ in ()]\n", "f", id="a comprehension"),
        pytest.param(
            dedented("""
            class A:
                def f(self):
                    here()
        """),
            "f",
            id="a method",
        ),
    ],
)
def test_function_that_runs_a_call(text, expected):
    assert runs(text) == expected


def test_path_has_all_that_a_function_or_class_stands_in():
    text = dedented("""
        def f():
            class A:
                def g(self):
                    pass


        def h():
            pass
    """)
    assert paths(text) == ["shop.f", "shop.f.A.g", "shop.h", "shop.f.A"]


@pytest.mark.parametrize(
    ("name", "package", "line", "expected"),
    [
        ("shop.views", False, "from flask import g", "flask.g"),
        ("shop.views", False, "from flask.views import View", "flask.views.View"),
        ("shop.views", False, "from . import db", "shop.db"),
        ("shop.views", False, "from .db import connect", "shop.db.connect"),
        ("shop.api.views", False, "from ..db import connect", "shop.db.connect"),
        ("shop.api.views", False, "from .. import db", "shop.db"),
        ("shop", True, "from . import db", "shop.db"),
        ("shop", True, "from .db import connect", "shop.db.connect"),
        ("shop.api", True, "from ..db import connect", "shop.db.connect"),
    ],
)
def test_full_name_of_an_import(name, package, line, expected):
    module = Module.parse(name, f"{line}\n".encode(), is_package=package)
    [node] = module.nodes(cst.ImportFrom)
    assert not isinstance(node.names, cst.ImportStar)
    assert module.imported_name(node, node.names[0].evaluated_name) == expected
    assert module.imported_name(node) == expected.rpartition(".")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\n", [("1", ())], id="it is assigned"),
        pytest.param("b = a = 1\n", [("1", ())], id="it is assigned with another name"),
        pytest.param("b, a = pair\n", [("pair", (1,))], id="it is unpacked"),
        pytest.param("b, [c, a] = pair\n", [("pair", (1, 1))], id="it is unpacked twice"),
        pytest.param("for a in many:\n    pass\n", [("many", (EACH,))], id="a loop binds it"),
        pytest.param("for b, a in many:\n    pass\n", [("many", (EACH, 1))], id="a loop unpacks it"),
        pytest.param("if a := 1:\n    pass\n", [("1", ())], id="an expression assigns it"),
        pytest.param("a: int = 1\n", [("a: int = 1", ())], id="it is annotated"),
        pytest.param("with b as a:\n    pass\n", [("AsName", ())], id="a `with` binds it"),
        pytest.param("import a\n", [("Import", ())], id="an import binds it"),
        pytest.param("import a.b\n", [("Import", ())], id="an import of a submodule binds it"),
        pytest.param("from b import a\n", [("ImportFrom", ())], id="a `from` import binds it"),
        pytest.param("from b import c as a\n", [("ImportFrom", ())], id="a `from` import binds it under another name"),
        pytest.param("def a():\n    pass\n", [("FunctionDef", ())], id="it is a function"),
        pytest.param("class a:\n    pass\n", [("ClassDef", ())], id="it is a class"),
        pytest.param(
            dedented("""
            match b:
                case a:
                    pass
        """),
            [],
            id="a pattern captures it",
        ),
        pytest.param("a += 1\n", [], id="it is never bound"),
        pytest.param("def f():\n    a = 1\n", [], id="only a function binds it"),
    ],
)
def test_definitions_of_a_name(text, expected):
    assert standing_for("a", text) == expected


def test_name_that_is_bound_twice_may_stand_for_both():
    assert sorted(standing_for("a", "a = 1\na = 2\n")) == [("1", ()), ("2", ())]


def test_builtin_is_named_with_its_module():
    module = Module.parse("shop", b"open\n")
    assert list(module.definitions("open", module.globals)) == [("builtins.open", ())]


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("a[0]", ""), ("(a).b", "a.b")]
)
def test_dotted_name(text, expected):
    assert dotted_name(cst.parse_expression(text)) == expected


def test_nothing_is_no_dotted_name():
    assert dotted_name(None) == ""


def test_nodes_of_a_kind_come_in_the_order_of_the_source():
    module = Module.parse("shop", b"one(two())\nthree()\n")
    assert [dotted_name(call.func) for call in module.nodes(cst.Call)] == ["one", "two", "three"]
    assert [module.line(call) for call in module.nodes(cst.Call)] == [1, 1, 2]


def test_ancestors_come_from_the_inside_out():
    module = Module.parse("shop", b"one(two)\n")
    [name] = [node for node in module.nodes(cst.Name) if node.value == "two"]
    kinds = ["Arg", "Call", "Expr", "SimpleStatementLine", "Module"]
    assert [type(node).__name__ for node in module.ancestors(name)] == kinds


def test_source_that_is_no_python_is_refused():
    with pytest.raises(cst.ParserSyntaxError):
        Module.parse("shop", b"def f(:\n")
