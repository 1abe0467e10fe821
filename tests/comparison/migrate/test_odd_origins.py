"""The origins of names in odd imports and assignments."""

import libcst as cst

from comparison.migrate.module import Module
from comparison.migrate.project import Project

from .sources import dedented


def origins(*texts, names=("here",)):
    project = Project.of(Module.parse(n, t.encode(), is_package=n == "shop") for n, t in zip(names, texts, strict=True))
    last = project.modules[names[-1]]
    return set(project.origins(last, last.nodes(cst.Expr)[-1].value))


def test_package_that_imports_a_module_which_is_not_read():
    assert origins("from . import views\nviews.a\n", names=("shop",)) == {"shop.views.a"}


def test_modules_that_import_a_name_from_each_other():
    texts = ("", "from .two import a\n", "from .one import a\na\n")
    assert origins(*texts, names=("shop", "shop.one", "shop.two")) <= {"shop.one.a", "shop.two.a"}


def test_name_of_a_package_that_is_also_a_module():
    texts = (
        "from .app import app\n",
        "from flask import Flask\napp = Flask(__name__)\n",
        "from shop import app\napp.get\n",
    )
    assert origins(*texts, names=("shop", "shop.app", "views")) == {"flask.Flask().get"}


def test_table_that_was_imported():
    texts = (
        "",
        "from flask import g\nTABLE = ((1, g), (2, g))\n",
        dedented("""
            from .one import TABLE
            for n, a in TABLE:
                a
        """),
    )
    assert origins(*texts, names=("shop", "shop.one", "shop.two")) == {"flask.g"}


def test_unpacked_by_with():
    assert origins("with open('a') as (one, other):\n    one\n") == set()


def test_argument_of_a_class_method():
    text = dedented("""
        b = A.f(open)
        class A:
            @classmethod
            def f(cls, a):
                a
    """)
    assert origins(text) == {"builtins.open"}


def test_keyword_only_parameter_is_not_filled_by_place():
    assert (
        origins(
            dedented("""
        f(1, open)
        def f(*a, b, c=2):
            c
    """)
        )
        == set()
    )


def test_origins_in_a_cycle_do_not_depend_on_the_order_of_lookups():
    module = Module.parse("here", b"a = b or open\nb = a\na\nb\n")
    project = Project.of([module])
    first, second = (statement.value for statement in module.nodes(cst.Expr))
    assert project.origins(module, first) == {"builtins.open"}
    assert project.origins(module, second) == {"builtins.open"}
