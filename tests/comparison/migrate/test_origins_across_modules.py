"""Names are followed through modules, and cycles end."""

import pytest

from .small_projects import origins
from .sources import dedented


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("", "from flask import g\n", "from .m1 import g\ng\n"), "flask.g", id="relative"),
        pytest.param(("", "from flask import g\n", "from . import m1\nm1.g\n"), "flask.g", id="relative module"),
        pytest.param(("", "from flask import g\n", "from shop.m1 import g\ng\n"), "flask.g", id="absolute"),
        pytest.param(("", "from flask import g\n", "import shop.m1\nshop.m1.g\n"), "flask.g", id="whole name"),
        pytest.param(("", "from flask import g\n", "import shop.m1 as m\nm.g\n"), "flask.g", id="alias of a module"),
        pytest.param(("", "from flask import g as h\n", "from .m1 import h as i\ni\n"), "flask.g", id="aliases"),
        pytest.param(("from .m1 import g\n", "from flask import g\n", "from . import g\ng\n"), "flask.g", id="package"),
        pytest.param(
            ("from .m1 import h as g\n", "from flask import g as h\n", "import shop\nshop.g\n"),
            "flask.g",
            id="package that gives it another name",
        ),
        pytest.param(("", "import flask\n", "from .m1 import flask\nflask.g\n"), "flask.g", id="module of a module"),
        pytest.param(("", "def f():\n    pass\n", "from .m1 import f\nf\n"), "shop.m1.f", id="function"),
        pytest.param(("", "", "from .m1 import f\nf\n"), "shop.m1.f", id="what is not there"),
        pytest.param(("", "from . import m2\n", "from .other import f\nf\n"), "shop.other.f", id="module not read"),
    ],
)
def test_name_is_followed_through_modules(texts, expected):
    assert origins(*texts) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = a\na\n", set(), id="itself"),
        pytest.param(
            dedented("""
            a = b
            b = a
            a
        """),
            set(),
            id="two",
        ),
        pytest.param(
            dedented("""
            a = b or open
            b = a
            a
        """),
            {"builtins.open"},
            id="two and a way out",
        ),
        pytest.param(
            dedented("""
                f(open)
                def f(a):
                    f(a)
                    a
            """),
            {"builtins.open"},
            id="function that passes on to itself",
        ),
        pytest.param(
            dedented("""
                f(open)
                def g(b):
                    f(b)
                def f(a):
                    g(a)
                    a
            """),
            {"builtins.open"},
            id="two functions",
        ),
    ],
)
def test_cycle_ends(text, expected):
    assert origins(text) == expected


def test_global_statement_reaches_the_module():
    text = dedented("""
        from flask import Flask
        def f():
            global app
            app = Flask()
        app.route
    """)
    assert origins(text) == {"flask.Flask().route"}
