"""Parameters have the origins of their annotations, of their arguments and of fixtures."""

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.project import Project

from .small_projects import origins
from .sources import dedented


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def f(r: Request):\n    r.json\n", {"flask.Request().json"}, id="a parameter is annotated"),
        pytest.param("r: Request\nr.json\n", {"flask.Request().json"}, id="a name without a value is annotated"),
        pytest.param("r: Request = a\nr.json\n", {"flask.Request().json"}, id="a name with a value is annotated"),
        pytest.param(
            dedented("""
            class A:
                def f(self, r: Request):
                    r.json
        """),
            {"flask.Request().json"},
            id="a parameter of a method is annotated",
        ),
    ],
)
def test_annotation_gives_the_origin(text, expected):
    assert origins(f"from flask import Request\n{text}") == expected


def test_return_annotation_says_what_a_call_returns():
    text = dedented("""
        from flask import Flask
        def make() -> Flask:
            return one
        make().route
    """)
    assert origins(text) == {"flask.Flask().route", "here.make().route"}


@pytest.mark.parametrize(
    "annotation",
    [
        pytest.param("Any", id="it is anything"),
        pytest.param("object", id="it is an object"),
        pytest.param("AbstractContextManager", id="it is a base class"),
        pytest.param("ResponseReturnValue", id="it is any result of a view"),
        pytest.param("'None | object'", id="it is one of two"),
    ],
)
def test_annotation_that_says_too_little_leaves_what_is_returned(annotation):
    text = dedented(f"""
        from contextlib import AbstractContextManager
        from typing import Any
        from flask import Flask
        from flask.typing import ResponseReturnValue
        def make() -> {annotation}:
            return Flask('a')
        make().route
    """)
    assert "flask.Flask().route" in origins(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("AppContext", "flask.Flask().app_context().push", id="an app's"),
        pytest.param("RequestContext", "flask.Flask().test_request_context().push", id="a request's"),
    ],
)
def test_annotated_context_is_one_of_an_app(name, expected):
    text = f"from flask.ctx import {name}\ndef f(context: {name}):\n    context.push\n"
    assert origins(text) == {expected}


def test_annotation_counts_where_the_function_is_imported():
    factory = dedented("""
        from flask import Flask
        def make() -> Flask:
            return one
    """)
    actual = origins(
        "",
        factory,
        dedented("""
        from .m1 import make
        app = make()
        app.route
    """),
    )
    assert actual == {"flask.Flask().route", "shop.m1.make().route"}


@pytest.mark.parametrize(
    "call", ["f(1, open)", "f(1, b=open)", "f(b=open, a=1)", "f(*(), b=open)"], ids=["place", "name", "order", "star"]
)
def test_parameter_has_the_origin_of_its_argument(call):
    assert origins(f"{call}\ndef f(a, b):\n    b\n") == {"builtins.open"}


def test_parameter_has_the_origins_of_all_arguments():
    assert origins(
        dedented("""
        f(open)
        f(print)
        def f(a):
            a
    """)
    ) == {"builtins.open", "builtins.print"}


def test_parameter_is_followed_through_calls():
    text = dedented("""
        def g(b):
            f(b)
        g(open)
        def f(a):
            a
    """)
    assert origins(text) == {"builtins.open"}


def test_call_of_a_parameter_passes_arguments():
    text = dedented("""
        def apply(function):
            function(open)
        apply(f)
        def f(a):
            a
    """)
    assert origins(text) == {"builtins.open"}


def test_parameter_has_the_origin_of_an_argument_in_another_module():
    caller = dedented("""
        from flask import Flask
        from .m2 import f
        f(Flask(__name__))
    """)
    assert origins("", caller, "def f(app):\n    app.route\n") == {"flask.Flask().route"}


def test_parameter_that_is_unpacked():
    text = dedented("""
        f((1, open))
        def f(a):
            one, two = a
            two
    """)
    assert origins(text) == {"builtins.open"}


FIXTURE = dedented("""
    import pytest
    from flask import Flask


    @pytest.fixture
    def app():
        return Flask('a')


""")


@pytest.mark.parametrize(
    "text",
    [
        "def test_page(app):\n    app.get\n",
        dedented("""
            @pytest.fixture()
            def client(app):
                yield app


            def test_page(client):
                client.get
        """),
        dedented("""
            class TestPages:
                def test_page(self, app):
                    app.get
        """),
    ],
)
def test_parameter_of_a_test_has_the_origin_of_its_fixture(text):
    module = Module.parse("tests", (FIXTURE + text).encode())
    project = Project.of([module])
    last = module.nodes(cst.Attribute)[-1]
    assert "flask.Flask().get" in project.origins(module, last)


def test_parameter_with_the_name_of_a_fixture_is_none_outside_of_tests():
    module = Module.parse("tests", (FIXTURE + "def page(app):\n    app.get\n").encode())
    assert Project.of([module]).origins(module, module.nodes(cst.Attribute)[-1]) == set()
