"""Names are resolved in their own scopes."""

from .small_projects import origins
from .sources import dedented


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


def test_global_statement_reaches_the_module():
    text = dedented("""
        from flask import Flask
        def f():
            global app
            app = Flask()
        app.route
    """)
    assert origins(text) == {"flask.Flask().route"}
