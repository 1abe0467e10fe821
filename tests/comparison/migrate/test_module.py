"""A parsed file: which function runs a node, what an import means, what a name may stand for."""

import libcst as cst
import pytest

from comparison.migrate.module import EACH, Module, dotted


def statement(text):
    [node] = Module("shop", text.encode()).tree.body
    assert isinstance(node, cst.SimpleStatementLine)
    return node.body[0]


def runs(text):
    """Return the name of the function that runs the only call of `here`, or its kind."""
    module = Module("shop", text.encode())
    [call] = [one for one in module.all(cst.Call) if dotted(one.func) == "here"]
    function = module.function_of(call)
    return function.name.value if isinstance(function, cst.FunctionDef) else type(function).__name__


def paths(text):
    module = Module("shop", text.encode())
    functions, classes = module.all(cst.FunctionDef), module.all(cst.ClassDef)
    return [module.path_of(function) for function in functions] + [module.path_of(node) for node in classes]


def standing_for(name, text):
    """Return what a global name may stand for: each expression's text, or its kind, with the path into it."""
    module = Module("shop", text.encode())
    found = module.definitions(name, module.globals)
    expressions = (cst.BaseExpression, cst.AnnAssign)
    return [
        (cst.Module([]).code_for_node(node) if isinstance(node, expressions) else type(node).__name__, path)
        for node, path in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("here()\n", "NoneType", id="the module's own code"),
        pytest.param("def f():\n    here()\n", "f", id="body"),
        pytest.param("def f(one=here()):\n    pass\n", "NoneType", id="default of a parameter"),
        pytest.param("def f(one: here()):\n    pass\n", "NoneType", id="annotation of a parameter"),
        pytest.param("def f() -> here():\n    pass\n", "NoneType", id="annotation of what is returned"),
        pytest.param("@here()\ndef f():\n    pass\n", "NoneType", id="decorator"),
        pytest.param("def f():\n    @here()\n    def g():\n        pass\n", "f", id="decorator of an inner function"),
        pytest.param("def f():\n    def g():\n        here()\n", "g", id="inner function"),
        pytest.param("def f():\n    return lambda: here()\n", "Lambda", id="lambda"),
        pytest.param("def f():\n    return lambda one=here(): one\n", "f", id="default of a lambda"),
        pytest.param("def f():\n    return [here() for _ in ()]\n", "f", id="comprehension"),
        pytest.param("class A:\n    def f(self):\n        here()\n", "f", id="method"),
    ],
)
def test_function_that_runs_a_call(text, expected):
    assert runs(text) == expected


def test_path_has_all_that_a_function_or_class_stands_in():
    text = "def f():\n    class A:\n        def g(self):\n            pass\n\n\ndef h():\n    pass\n"
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
def test_full_name_of_what_is_imported(name, package, line, expected):
    module = Module(name, f"{line}\n".encode(), package=package)
    [node] = module.all(cst.ImportFrom)
    assert not isinstance(node.names, cst.ImportStar)
    assert module.imported(node, node.names[0].evaluated_name) == expected
    assert module.imported(node) == expected.rpartition(".")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\n", [("1", ())], id="assigned"),
        pytest.param("b = a = 1\n", [("1", ())], id="assigned with another"),
        pytest.param("b, a = pair\n", [("pair", (1,))], id="unpacked"),
        pytest.param("b, [c, a] = pair\n", [("pair", (1, 1))], id="unpacked twice"),
        pytest.param("for a in many:\n    pass\n", [("many", (EACH,))], id="loop"),
        pytest.param("for b, a in many:\n    pass\n", [("many", (EACH, 1))], id="loop that unpacks"),
        pytest.param("if a := 1:\n    pass\n", [("1", ())], id="assigned in an expression"),
        pytest.param("a: int = 1\n", [("a: int = 1", ())], id="annotated"),
        pytest.param("with b as a:\n    pass\n", [("AsName", ())], id="with"),
        pytest.param("import a\n", [("Import", ())], id="import"),
        pytest.param("import a.b\n", [("Import", ())], id="import of a submodule"),
        pytest.param("from b import a\n", [("ImportFrom", ())], id="import from"),
        pytest.param("from b import c as a\n", [("ImportFrom", ())], id="import under another name"),
        pytest.param("def a():\n    pass\n", [("FunctionDef", ())], id="function"),
        pytest.param("class a:\n    pass\n", [("ClassDef", ())], id="class"),
        pytest.param("match b:\n    case a:\n        pass\n", [], id="captured by a pattern"),
        pytest.param("a += 1\n", [], id="never bound"),
        pytest.param("def f():\n    a = 1\n", [], id="bound in a function only"),
    ],
)
def test_what_a_name_may_stand_for(text, expected):
    assert standing_for("a", text) == expected


def test_name_that_is_bound_twice_may_stand_for_both():
    assert sorted(standing_for("a", "a = 1\na = 2\n")) == [("1", ()), ("2", ())]


def test_builtin_is_named_with_its_module():
    module = Module("shop", b"open\n")
    assert list(module.definitions("open", module.globals)) == [("builtins.open", ())]


@pytest.mark.parametrize(
    ("text", "expected"), [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("a[0]", ""), ("(a).b", "a.b")]
)
def test_dotted_name(text, expected):
    assert dotted(cst.parse_expression(text)) == expected


def test_nothing_is_no_dotted_name():
    assert dotted(None) == ""


def test_nodes_of_a_kind_come_in_the_order_of_the_source():
    module = Module("shop", b"one(two())\nthree()\n")
    assert [dotted(one.func) for one in module.all(cst.Call)] == ["one", "two", "three"]
    assert [module.line(one) for one in module.all(cst.Call)] == [1, 1, 2]


def test_what_a_node_stands_in_comes_from_the_inside_out():
    module = Module("shop", b"one(two)\n")
    [name] = [one for one in module.all(cst.Name) if one.value == "two"]
    kinds = ["Arg", "Call", "Expr", "SimpleStatementLine", "Module"]
    assert [type(one).__name__ for one in module.above(name)] == kinds


def test_source_that_is_no_python_is_refused():
    with pytest.raises(cst.ParserSyntaxError):
        Module("shop", b"def f(:\n")
