"""The rewrites that many rules share."""

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
        pytest.param("import clock\nclock.wait(1)\n", ["clock.wait(1)"], id="call"),
        pytest.param("from clock import wait as w\nw(w())\n", ["w(w())", "w()"], id="calls in calls"),
        pytest.param(
            dedented("""
            import clock
            clock.other()
            clock.pause()
        """),
            ["clock.pause()"],
            id="one of several",
        ),
        pytest.param(
            dedented("""
            import clock
            async def f():
                await clock.wait()
        """),
            [],
            id="awaited already",
        ),
        pytest.param("import clock\nclock.wait\n", [], id="not called"),
        pytest.param(
            dedented("""
            import clock
            def f(clock):
                clock.wait()
        """),
            [],
            id="shadowed",
        ),
        pytest.param("clock.wait()\n", [], id="not imported"),
    ],
)
def test_calls_are_awaited(text, expected):
    assert changes_of(await_calls("clock.wait", "clock.pause"), text) == [("Awaited", change) for change in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from clock import hand\nhand.time\n", ["hand.time"], id="attribute"),
        pytest.param("from clock import hand\nhand.time.zone()\n", ["hand.time"], id="attribute of it"),
        pytest.param(
            dedented("""
            from clock import hand
            async def f():
                await hand.time
        """),
            [],
            id="awaited already",
        ),
        pytest.param("from clock import hand\nhand.time = 1\n", [], id="assigned"),
        pytest.param("from clock import hand\nhand.date\n", [], id="another"),
        pytest.param(
            dedented("""
            from clock import hand
            old = hand.time
            old
        """),
            ["hand.time"],
            id="name of what was read",
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
            id="decorated",
        ),
        pytest.param(
            dedented("""
            @app.get
            @app.route('/')
            def f():
                pass
        """),
            ["f", "f"],
            id="decorated twice",
        ),
        pytest.param(
            dedented("""
            @app.post('/')
            def f():
                pass
        """),
            [],
            id="decorated with another",
        ),
        pytest.param(
            dedented("""
            @other.get('/')
            def f():
                pass
        """),
            [],
            id="decorated by another",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', 'f', f)
        """),
            ["f"],
            id="by place",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', view_func=f)
        """),
            ["f"],
            id="by name",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/', f)
        """),
            [],
            id="at another place",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            app.add_url_rule('/')
        """),
            [],
            id="none given",
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
            id="in a loop",
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
            id="passed",
        ),
        pytest.param(
            dedented("""
            def f():
                pass
            v = f
            app.add_url_rule('/', '', v)
        """),
            ["f"],
            id="under another name",
        ),
        pytest.param("app.add_url_rule('/', 'f', print)\n", [], id="function from elsewhere"),
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
    assert change == Awaited(module.tree.body[1].body[0].value)
