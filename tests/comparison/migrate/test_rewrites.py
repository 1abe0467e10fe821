"""The rewrites that many rules share."""

import libcst as cst
import pytest

from comparison.migrate.change import AsyncFunction, Awaited
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.rewrites import await_attributes, await_calls, combine, make_registered_async
from comparison.migrate.source import Source

from .sources import dedented

REGISTERED = make_registered_async(("flask.Flask()",), ("get", "route"), {"add_url_rule": (2, "view_func")})
APP = "from flask import Flask\napp = Flask(__name__)\n"


def changes_of(rewrite, text):
    """Return each change that is asked for: its kind, and the text or the function that it is for."""
    module = Module.parse("shop", text.encode())
    source = Source(module, Project.of([module]), set())
    return [
        (
            type(change).__name__,
            change.node.name.value if isinstance(change, AsyncFunction) else source.text(change.node),
        )
        for change in rewrite(source)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import clock\nclock.wait(1)\n", ["clock.wait(1)"], id="a call is awaited"),
        pytest.param("from clock import wait as w\nw(w())\n", ["w(w())", "w()"], id="calls in calls are awaited"),
        pytest.param(
            dedented("""
            import clock
            clock.other()
            clock.pause()
        """),
            ["clock.pause()"],
            id="only one of several calls is awaited",
        ),
        pytest.param(
            dedented("""
            import clock
            async def f():
                await clock.wait()
        """),
            [],
            id="a call that is awaited already stays",
        ),
        pytest.param("import clock\nclock.wait\n", [], id="a name that is not called stays"),
        pytest.param(
            dedented("""
            import clock
            def f(clock):
                clock.wait()
        """),
            [],
            id="a shadowed name stays",
        ),
        pytest.param("clock.wait()\n", [], id="a name that is not imported stays"),
    ],
)
def test_calls_are_awaited(text, expected):
    assert changes_of(await_calls("clock.wait", "clock.pause"), text) == [("Awaited", change) for change in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from clock import hand\nhand.time\n", ["hand.time"], id="an attribute is awaited"),
        pytest.param(
            "from clock import hand\nhand.time.zone()\n", ["hand.time"], id="an attribute of the value is read"
        ),
        pytest.param(
            dedented("""
            from clock import hand
            async def f():
                await hand.time
        """),
            [],
            id="an attribute that is awaited already stays",
        ),
        pytest.param("from clock import hand\nhand.time = 1\n", [], id="an attribute that is assigned stays"),
        pytest.param("from clock import hand\nhand.date\n", [], id="another attribute stays"),
        pytest.param(
            dedented("""
            from clock import hand
            old = hand.time
            old
        """),
            ["hand.time"],
            id="the value gets a name",
        ),
    ],
)
def test_attributes_are_awaited_where_they_are_read(text, expected):
    assert changes_of(await_attributes("clock.hand.time"), text) == [("Awaited", change) for change in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            dedented("""
            @app.get('/')
            def f():
                pass
        """),
            ["f"],
            id="a method decorates it",
        ),
        pytest.param(
            dedented("""
            @app.get
            @app.route('/')
            def f():
                pass
        """),
            ["f", "f"],
            id="two methods decorate it",
        ),
        pytest.param(
            dedented("""
            @app.post('/')
            def f():
                pass
        """),
            [],
            id="another method decorates it",
        ),
        pytest.param(
            dedented("""
            @other.get('/')
            def f():
                pass
        """),
            [],
            id="another object decorates it",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', 'f', f)
        """),
            ["f"],
            id="it is passed by position",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', view_func=f)
        """),
            ["f"],
            id="it is passed by keyword",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', f)
        """),
            [],
            id="it is passed at another position",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/')
        """),
            [],
            id="nothing is passed",
        ),
        pytest.param(
            dedented("""
                def f():
                    pass
                def g():
                    pass
                for n, v in ((1, f), (2, g)):
                    app.add_url_rule('/', n, v)
            """),
            ["f", "g"],
            id="a loop registers several",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            def g(app):
                app.add_url_rule('/', '', f)
            g(app)
        """),
            ["f"],
            id="a call passes the app",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            v = f
            app.add_url_rule('/', '', v)
        """),
            ["f"],
            id="it is passed under another name",
        ),
        pytest.param("app.add_url_rule('/', 'f', print)\n", [], id="the function is a builtin"),
    ],
)
def test_registered_function_becomes_a_coroutine_function(text, expected):
    assert sorted(changes_of(REGISTERED, f"{APP}{text}")) == [("AsyncFunction", change) for change in expected]


def test_rewrites_that_are_put_together_follow_each_other():
    both = combine(await_attributes("clock.hand"), await_calls("clock.wait"), REGISTERED)
    text = f"import clock\n{APP}@app.get('/')\ndef f():\n    clock.wait()\n    clock.hand\n"
    assert changes_of(both, text) == [("Awaited", "clock.hand"), ("Awaited", "clock.wait()"), ("AsyncFunction", "f")]


def test_nodes_are_those_of_the_module():
    module = Module.parse("shop", b"import clock\nclock.wait()\n")
    [change] = await_calls("clock.wait")(Source(module, Project.of([module]), set()))
    [call] = module.nodes(cst.Call)
    assert change == Awaited(call)
