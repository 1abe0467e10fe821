"""Names are followed through a project to their origins."""

import pytest

from .small_projects import origins
from .sources import dedented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import flask\nflask.g\n", "flask.g", id="import"),
        pytest.param("import flask as f\nf.g\n", "flask.g", id="import under another name"),
        pytest.param("import os.path\nos.path.exists\n", "os.path.exists", id="import of a submodule"),
        pytest.param("import os.path\nos.mkdir\n", "os.mkdir", id="import of a submodule binds its package"),
        pytest.param("import os.path as p\np.exists\n", "os.path.exists", id="import of a submodule under a name"),
        pytest.param(
            dedented("""
            import a.b
            import a.c as d
            d.x
        """),
            "a.c.x",
            id="the right one of two imports",
        ),
        pytest.param("from flask import g\ng\n", "flask.g", id="from-import"),
        pytest.param("from flask import a, g as b\nb.c\n", "flask.g.c", id="from-import under another name"),
        pytest.param(
            dedented("""
            def f():
                from flask import g
                g
        """),
            "flask.g",
            id="import in a function",
        ),
        pytest.param(
            dedented("""
            import flask
            fl = flask
            fl.g
        """),
            "flask.g",
            id="alias",
        ),
        pytest.param(
            dedented("""
            from flask import g
            one = other = g
            one
        """),
            "flask.g",
            id="alias of an alias",
        ),
        pytest.param("if one := open:\n    one\n", "builtins.open", id="alias made in an expression"),
        pytest.param(
            dedented("""
            from flask import g
            async def f():
                (await g.a()).b
        """),
            "flask.g.a().b",
            id="awaited",
        ),
        pytest.param("open\n", "builtins.open", id="builtin"),
        pytest.param("one, two = open('a')\none.c\n", "builtins.open()[].c", id="part of what a call gives"),
        pytest.param("open('a')['b'].c\n", "builtins.open()[].c", id="call, part and attribute"),
        pytest.param("one, (two, three) = 1, (2, open)\nthree\n", "builtins.open", id="unpacked"),
        pytest.param("[one, two] = [open, 1]\none\n", "builtins.open", id="unpacked list"),
        pytest.param("with open('a') as one:\n    one.read\n", "builtins.open().__enter__().read", id="with"),
        pytest.param(
            dedented("""
                from contextlib import closing
                from c import a
                with closing(a.b()) as one:
                    one.read
            """),
            "c.a.b().read",
            id="with that gives what it got",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            f
        """),
            "here.f",
            id="function",
        ),
        pytest.param(
            dedented("""
            class A:
                pass
            A().b
        """),
            "here.A().b",
            id="instance of an own class",
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
            id="bound twice",
        ),
        pytest.param("(open if here else print)\n", {"builtins.open", "builtins.print"}, id="conditional"),
        pytest.param("one = open or print\none\n", {"builtins.open", "builtins.print"}, id="or"),
        pytest.param(
            "for one in (open, print):\n    one\n", {"builtins.open", "builtins.print"}, id="loop over a tuple"
        ),
        pytest.param(
            "for number, (one, _) in [(1, (open, 2)), (3, (print, 4))]:\n    one\n",
            {"builtins.open", "builtins.print"},
            id="loop over tuples of tuples",
        ),
        pytest.param(
            dedented("""
                TABLE = ((404, open), (500, print))
                for code, one in TABLE:
                    one
            """),
            {"builtins.open", "builtins.print"},
            id="loop over a named table",
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
            id="imported twice",
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
            id="parameter",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f(*g):
                g
        """),
            id="parameter for the rest",
        ),
        pytest.param(
            dedented("""
            from flask import g
            lambda g: g
            def f(**g):
                g
        """),
            id="parameter for named ones",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f():
                g = 1
                g
        """),
            id="local variable",
        ),
        pytest.param(
            dedented("""
            from flask import g
            def f():
                for g in ():
                    g
        """),
            id="loop",
        ),
        pytest.param(
            dedented("""
            def f():
                try:
                    f
                except E as open:
                    open
        """),
            id="exception",
        ),
        pytest.param("one, two = 1 + 2\none\n", id="unpacked from what is not known"),
        pytest.param("unknown\n", id="never bound"),
    ],
)
def test_local_name_hides_the_import(text):
    assert origins(text) == set()


def test_own_function_hides_a_builtin():
    assert origins(
        dedented("""
        def open():
            pass
        open
    """)
    ) == {"here.open"}


def test_name_of_a_class_is_not_seen_in_its_methods():
    text = dedented("""
        from flask import g
        class A:
            g = 1
            def f(self):
                g
    """)
    assert origins(text) == {"flask.g"}


def test_name_of_a_function_is_not_seen_outside():
    assert origins(
        dedented("""
        def f():
            open = 1
        open
    """)
    ) == {"builtins.open"}


def test_parameter_of_a_comprehension_is_not_seen_outside():
    assert origins("[open for open in ()]\nopen\n") == {"builtins.open"}
