"""Forms that many rewrites have."""

import libcst as cst
import pytest

from comparison.migrate.change import Awaited, Coroutine
from comparison.migrate.module import Module
from comparison.migrate.patterns import awaited_attributes, awaited_calls, registered, together
from comparison.migrate.project import Project
from comparison.migrate.source import Source

REGISTERED = registered(("flask.Flask()",), ("get", "route"), {"add_url_rule": (2, "view_func")})
APP = "from flask import Flask\napp = Flask(__name__)\n"


def asked(rewrite, text):
    """Return each change that is asked for: its kind, and the text or the function that it is for."""
    module = Module("shop", text.encode())
    source = Source(module, Project.of([module]), set())
    return [
        (type(one).__name__, one.node.name.value if isinstance(one, Coroutine) else source.text(one.node))
        for one in rewrite(source)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import clock\nclock.wait(1)\n", ["clock.wait(1)"], id="call"),
        pytest.param("from clock import wait as w\nw(w())\n", ["w(w())", "w()"], id="calls in calls"),
        pytest.param("import clock\nclock.other()\nclock.pause()\n", ["clock.pause()"], id="one of several"),
        pytest.param("import clock\nasync def f():\n    await clock.wait()\n", [], id="awaited already"),
        pytest.param("import clock\nclock.wait\n", [], id="not called"),
        pytest.param("import clock\ndef f(clock):\n    clock.wait()\n", [], id="shadowed"),
        pytest.param("clock.wait()\n", [], id="not imported"),
    ],
)
def test_calls_are_awaited(text, expected):
    assert asked(awaited_calls("clock.wait", "clock.pause"), text) == [("Awaited", one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("from clock import hand\nhand.time\n", ["hand.time"], id="attribute"),
        pytest.param("from clock import hand\nhand.time.zone()\n", ["hand.time"], id="attribute of it"),
        pytest.param("from clock import hand\nasync def f():\n    await hand.time\n", [], id="awaited already"),
        pytest.param("from clock import hand\nhand.time = 1\n", [], id="assigned"),
        pytest.param("from clock import hand\nhand.date\n", [], id="another"),
        pytest.param("from clock import hand\nold = hand.time\nold\n", ["hand.time"], id="name of what was read"),
    ],
)
def test_attributes_are_awaited_where_they_are_read(text, expected):
    assert asked(awaited_attributes("clock.hand.time"), text) == [("Awaited", one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("@app.get('/')\ndef f():\n    pass\n", ["f"], id="decorated"),
        pytest.param("@app.get\n@app.route('/')\ndef f():\n    pass\n", ["f", "f"], id="decorated twice"),
        pytest.param("@app.post('/')\ndef f():\n    pass\n", [], id="decorated with another"),
        pytest.param("@other.get('/')\ndef f():\n    pass\n", [], id="decorated by another"),
        pytest.param("def f():\n    pass\napp.add_url_rule('/', 'f', f)\n", ["f"], id="by place"),
        pytest.param("def f():\n    pass\napp.add_url_rule('/', view_func=f)\n", ["f"], id="by name"),
        pytest.param("def f():\n    pass\napp.add_url_rule('/', f)\n", [], id="at another place"),
        pytest.param("def f():\n    pass\napp.add_url_rule('/')\n", [], id="none given"),
        pytest.param(
            "def f():\n    pass\ndef g():\n    pass\nfor n, v in ((1, f), (2, g)):\n    app.add_url_rule('/', n, v)\n",
            ["f", "g"],
            id="in a loop",
        ),
        pytest.param("def f():\n    pass\ndef g(app):\n    app.add_url_rule('/', '', f)\ng(app)\n", ["f"], id="passed"),
        pytest.param("def f():\n    pass\nv = f\napp.add_url_rule('/', '', v)\n", ["f"], id="under another name"),
        pytest.param("app.add_url_rule('/', 'f', print)\n", [], id="function from elsewhere"),
    ],
)
def test_what_is_registered_becomes_a_coroutine_function(text, expected):
    assert sorted(asked(REGISTERED, f"{APP}{text}")) == [("Coroutine", one) for one in expected]


def test_rewrites_that_are_put_together_follow_each_other():
    both = together(awaited_attributes("clock.hand"), awaited_calls("clock.wait"), REGISTERED)
    text = f"import clock\n{APP}@app.get('/')\ndef f():\n    clock.wait()\n    clock.hand\n"
    assert asked(both, text) == [("Awaited", "clock.hand"), ("Awaited", "clock.wait()"), ("Coroutine", "f")]


def test_nodes_are_those_of_the_module():
    module = Module("shop", b"import clock\nclock.wait()\n")
    [change] = awaited_calls("clock.wait")(Source(module, Project.of([module]), set()))
    [call] = module.all(cst.Call)
    assert change == Awaited(call)
