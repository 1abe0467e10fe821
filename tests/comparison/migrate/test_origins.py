"""Names are followed through a project to their origins."""

import pytest

from .small_projects import origins
from .sources import dedented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import flask\nflask.g\n", "flask.g", id="a module is imported"),
        pytest.param("import flask as f\nf.g\n", "flask.g", id="a module is imported under another name"),
        pytest.param("import os.path\nos.path.exists\n", "os.path.exists", id="a submodule is imported"),
        pytest.param("import os.path\nos.mkdir\n", "os.mkdir", id="an import of a submodule binds its package"),
        pytest.param(
            "import os.path as p\np.exists\n", "os.path.exists", id="a submodule is imported under another name"
        ),
        pytest.param(
            dedented("""
            import a.b
            import a.c as d
            d.x
        """),
            "a.c.x",
            id="one of two imports is meant",
        ),
        pytest.param("from flask import g\ng\n", "flask.g", id="a name is imported"),
        pytest.param("from flask import a, g as b\nb.c\n", "flask.g.c", id="a name is imported under another name"),
        pytest.param(
            dedented("""
            def f():
                from flask import g
                g
        """),
            "flask.g",
            id="a function contains the import",
        ),
        pytest.param(
            dedented("""
            import flask
            fl = flask
            fl.g
        """),
            "flask.g",
            id="a name is assigned to another",
        ),
        pytest.param(
            dedented("""
            from flask import g
            one = other = g
            one
        """),
            "flask.g",
            id="a name is assigned to two others",
        ),
        pytest.param("if one := open:\n    one\n", "builtins.open", id="an expression assigns it"),
        pytest.param(
            dedented("""
            from flask import g
            async def f():
                (await g.a()).b
        """),
            "flask.g.a().b",
            id="it is awaited",
        ),
        pytest.param("open\n", "builtins.open", id="it is a builtin"),
        pytest.param("one, two = open('a')\none.c\n", "builtins.open()[].c", id="a call is unpacked"),
        pytest.param(
            "open('a')['b'].c\n", "builtins.open()[].c", id="a call, an item and an attribute follow each other"
        ),
        pytest.param("one, (two, three) = 1, (2, open)\nthree\n", "builtins.open", id="it is unpacked"),
        pytest.param("[one, two] = [open, 1]\none\n", "builtins.open", id="it is unpacked from a list"),
        pytest.param(
            "with open('a') as one:\n    one.read\n", "builtins.open().__enter__().read", id="a `with` binds it"
        ),
        pytest.param(
            dedented("""
                from contextlib import closing
                from c import a
                with closing(a.b()) as one:
                    one.read
            """),
            "c.a.b().read",
            id="`closing` gives back its argument",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            f
        """),
            "here.f",
            id="it is a function",
        ),
        pytest.param(
            dedented("""
            class A:
                pass
            A().b
        """),
            "here.A().b",
            id="it is an instance of a project class",
        ),
    ],
)
def test_name_has_one_origin(text, expected):
    assert origins(text) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            dedented("""
            one = open
            one = print
            one
        """),
            {"builtins.open", "builtins.print"},
            id="it is assigned twice",
        ),
        pytest.param("(open if here else print)\n", {"builtins.open", "builtins.print"}, id="it is one of two values"),
        pytest.param("one = open or print\none\n", {"builtins.open", "builtins.print"}, id="it is one of two operands"),
        pytest.param(
            "for one in (open, print):\n    one\n", {"builtins.open", "builtins.print"}, id="a loop reads a tuple"
        ),
        pytest.param(
            "for number, (one, _) in [(1, (open, 2)), (3, (print, 4))]:\n    one\n",
            {"builtins.open", "builtins.print"},
            id="a loop reads tuples of tuples",
        ),
        pytest.param(
            dedented("""
                TABLE = ((404, open), (500, print))
                for code, one in TABLE:
                    one
            """),
            {"builtins.open", "builtins.print"},
            id="a loop reads a table with a name",
        ),
        pytest.param(
            dedented("""
                from flask import g
                try:
                    from a import g
                except ImportError:
                    pass
                g
            """),
            {"flask.g", "a.g"},
            id="it is imported twice",
        ),
    ],
)
def test_name_may_have_several_origins(text, expected):
    assert origins(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            dedented("""
            from flask import g
            def f(g):
                g
        """),
            id="it is a parameter",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f(*g):
                g
        """),
            id="it is a starred parameter",
        ),
        pytest.param(
            dedented("""
            from flask import g
            lambda g: g
            def f(**g):
                g
        """),
            id="it is a double-starred parameter",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f():
                g = 1
                g
        """),
            id="it is a local variable",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f():
                for g in ():
                    g
        """),
            id="it is a loop variable",
        ),
        pytest.param(
            dedented("""
            def f():
                try:
                    f
                except E as open:
                    open
        """),
            id="it is an exception",
        ),
        pytest.param("one, two = 1 + 2\none\n", id="it is unpacked from an unknown value"),
        pytest.param("unknown\n", id="it is never bound"),
    ],
)
def test_local_name_hides_the_import(text):
    assert origins(text) == set()
