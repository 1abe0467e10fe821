"""Functions, their parameters, and the names that import statements bind."""

import libcst as cst
import pytest

from comparison.migrate.function import Function, bound_arguments, decorators_of, modules_bound_to, original_names
from comparison.migrate.module import Module

from .sources import dedented


def function_of(text):
    """Return the first function of a source, and its module."""
    module = Module.parse("shop", text.encode())
    return Function(module, module.nodes(cst.FunctionDef)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def f(a, /, b, *, c): pass\n", ["a", "b"], id="a function has positional parameters"),
        pytest.param("class A:\n    def f(self, a): pass\n", ["a"], id="a method has no self"),
        pytest.param(
            dedented("""
            class A:
                @classmethod
                def f(cls, a): pass
        """),
            ["a"],
            id="a class method has no cls",
        ),
        pytest.param(
            dedented("""
            class A:
                @staticmethod
                def f(a): pass
        """),
            ["a"],
            id="a static method has all",
        ),
    ],
)
def test_positional_parameters(text, expected):
    assert function_of(text).positional_parameters == expected


def test_function_that_yields_is_a_generator():
    assert function_of("def f():\n    yield\n").is_generator
    assert not function_of(
        dedented("""
        def f():
            def g():
                yield
    """)
    ).is_generator


def test_method_has_an_owner_class_and_an_inner_function_has_none():
    assert function_of("class A:\n    def f(self): pass\n").owner_class.name.value == "A"
    assert function_of("def f():\n    class A: pass\n").owner_class is None


def test_each_decorator_comes_with_its_function():
    module = Module.parse("shop", b"@a\n@b()\ndef f(): pass\ndef g(): pass\n")
    assert [(node.name.value, type(decorator).__name__) for node, decorator in decorators_of(module)] == [
        ("f", "Name"),
        ("f", "Call"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("import a", "a", ["a"]),
        ("import a.b", "a", ["a"]),
        ("import a.b as c", "c", ["a.b"]),
        ("import a.b as c", "a", []),
    ],
)
def test_modules_that_an_import_binds(line, name, expected):
    [node] = Module.parse("shop", f"{line}\n".encode()).nodes(cst.Import)
    assert list(modules_bound_to(node, name)) == expected


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("from a import b", "b", ["b"]),
        ("from a import b as c", "c", ["b"]),
        ("from a import b as c", "b", []),
        ("from a import *", "b", []),
    ],
)
def test_original_names_that_an_import_binds(line, name, expected):
    [node] = Module.parse("shop", f"{line}\n".encode()).nodes(cst.ImportFrom)
    assert list(original_names(node, name)) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [("f(1, 2)", ["a", "b"]), ("f(1, b=2)", ["a", "b"]), ("f(*x)", []), ("f(1, 2, 3)", ["a", "b"])],
)
def test_parameters_that_a_call_fills(call, expected):
    function = function_of(f"def f(a, b): pass\n{call}\n")
    [node] = function.module.nodes(cst.Call)
    assert [name for name, _ in bound_arguments(function, node)] == expected
