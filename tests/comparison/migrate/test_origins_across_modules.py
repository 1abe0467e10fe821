"""Names are followed through modules, and cycles end."""

import pytest

from .small_projects import origins
from .sources import dedented


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("", "from flask import g\n", "from .m1 import g\ng\n"), "flask.g", id="a relative import"),
        pytest.param(
            ("", "from flask import g\n", "from . import m1\nm1.g\n"), "flask.g", id="a relative import of a module"
        ),
        pytest.param(("", "from flask import g\n", "from shop.m1 import g\ng\n"), "flask.g", id="an absolute import"),
        pytest.param(("", "from flask import g\n", "import shop.m1\nshop.m1.g\n"), "flask.g", id="a dotted name"),
        pytest.param(
            ("", "from flask import g\n", "import shop.m1 as m\nm.g\n"), "flask.g", id="a module under another name"
        ),
        pytest.param(
            ("", "from flask import g as h\n", "from .m1 import h as i\ni\n"),
            "flask.g",
            id="a name under two other names",
        ),
        pytest.param(
            ("from .m1 import g\n", "from flask import g\n", "from . import g\ng\n"),
            "flask.g",
            id="a name of the package",
        ),
        pytest.param(
            ("from .m1 import h as g\n", "from flask import g as h\n", "import shop\nshop.g\n"),
            "flask.g",
            id="a name that the package renames",
        ),
        pytest.param(
            ("", "import flask\n", "from .m1 import flask\nflask.g\n"), "flask.g", id="a module that a module imports"
        ),
        pytest.param(("", "def f():\n    pass\n", "from .m1 import f\nf\n"), "shop.m1.f", id="a function of a module"),
        pytest.param(("", "", "from .m1 import f\nf\n"), "shop.m1.f", id="a name that the module does not define"),
        pytest.param(
            ("", "from . import m2\n", "from .other import f\nf\n"), "shop.other.f", id="a module that is not read"
        ),
    ],
)
def test_name_is_followed_through_modules(texts, expected):
    assert origins(*texts) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = a\na\n", set(), id="a name is assigned to itself"),
        pytest.param(
            dedented("""
            a = b
            b = a
            a
        """),
            set(),
            id="two names are assigned to each other",
        ),
        pytest.param(
            dedented("""
            a = b or open
            b = a
            a
        """),
            {"builtins.open"},
            id="two names in a cycle have another value",
        ),
        pytest.param(
            dedented("""
                f(open)
                def f(a):
                    f(a)
                    a
            """),
            {"builtins.open"},
            id="a function passes its parameter to itself",
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
            id="two functions pass a parameter to each other",
        ),
    ],
)
def test_cycle_ends(text, expected):
    assert origins(text) == expected
