"""Each gap reports the uses of names that Quart lacks, at their lines, and each name is really missing."""

import inspect
from contextlib import suppress
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import Any

import flask
import pytest
import quart
from werkzeug.datastructures import Headers

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_divergences, all_rules
from comparison.notes.gaps import all_gaps

NAMES = [(gap, name) for gap in all_gaps() for name in gap.names]
FLASK_NAMES = [name for gap, name in NAMES if name.startswith("flask.") and not gap.on_event_loop]
# Attributes of instances alone, or of the test client's responses: no class has them. The notes' probes show the rest.
OF_INSTANCES = {
    "flask.Request().shallow",
    "flask.Response().direct_passthrough",
    "flask.testing.FlaskClient().environ_base",
}
# Drivers of databases that the tests do not need are not installed. What an event loop has, its abstract class tells.
OF_INSTALLED_PACKAGES = [
    name.replace("asyncio.get_event_loop()", "asyncio.AbstractEventLoop").replace(
        "asyncio.new_event_loop()", "asyncio.AbstractEventLoop"
    )
    for _, name in NAMES
    if not name.startswith("flask.") and find_spec(name.partition(".")[0])
]
# The modules to import for an expression.
MODULES = (
    *("flask.cli", "flask.debughelpers", "flask.logging", "flask.sansio", "flask.testing"),
    *("urllib.request", "werkzeug.middleware.proxy_fix"),
)
EVERY: list[Any] = [*all_rules().values(), *all_gaps()]


def steps(text, rules=EVERY):
    """Return the line and the id of each manual step in a source."""
    module = Module.parse("shop", text.encode())
    result = Migration(Project.of([module]), tuple(rules)).run().rewritten_module(module)
    return [(step.line, step.rule) for step in result.manual_steps]


def import_for(name):
    return next((module for module in MODULES if name.startswith(module)), name.partition(".")[0])


def in_function(name, definition):
    keywords = [gap.only_with[0] for gap, gap_name in NAMES if gap_name == name and gap.only_with]
    name += "".join(f"({keyword}=None)" for keyword in keywords)
    return f"import {import_for(name)}\n\n{definition} use():\n    value = {name}\n"


def value_of(name):
    """Return what a dotted name stands for; for an instance's attribute, that of its class."""
    return resolve_name(name.replace("()", ""))


def in_quart(name):
    """Return the name that would stand in Quart for one of Flask."""
    for old, new in (("flask.Flask(", "quart.Quart("), ("flask.testing.FlaskClient", "quart.testing.QuartClient")):
        name = name.replace(old, new)
    return f"quart{name.removeprefix('flask')}" if name.startswith("flask.") else name


# Quart's has other parameters, or is read with `await`.
CHANGED = {
    *("flask.Flask().request_context", "flask.Flask().run", "flask.Request().json"),
    *("flask.Request().stream", "flask.Response", "flask.redirect", "flask.json.dumps", "flask.get_template_attribute"),
}


def gap_and_name(value):
    return value if isinstance(value, str) else value.id


def test_each_note_exists():
    assert {gap.id for gap in all_gaps()} <= all_divergences().keys() | all_rules().keys()


def test_each_name_stands_once():
    names = [name for _, name in NAMES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("gap", all_gaps(), ids=lambda gap: gap.id)
def test_remedy_is_a_sentence_without_its_end(gap):
    assert len(gap.remedy.split()) > 3
    assert not gap.remedy.endswith(".")
    assert gap.remedy.count("`") % 2 == 0


@pytest.mark.parametrize("name", [name for name in FLASK_NAMES if name.count("()") < 2 and name not in OF_INSTANCES])
def test_name_is_flasks_and_missing_or_asynchronous_in_quart(name):
    value_of(name)
    with suppress(AttributeError, ImportError):
        value = value_of(in_quart(name))
        assert inspect.iscoroutinefunction(value) or name in CHANGED


@pytest.mark.parametrize("name", sorted(OF_INSTANCES))
def test_attribute_of_an_instance_is_flasks_and_missing_in_quart(name):
    of_flask, of_quart = instances()
    class_name, _, attribute = name.rpartition(".")
    assert hasattr(of_flask[class_name], attribute)
    assert not hasattr(of_quart[class_name], attribute)


def instances():
    """Return an instance of each class of `OF_INSTANCES` by its name in Flask, first of Flask and then of Quart."""
    scope: Any = {}
    request = quart.Request("GET", "http", "/", b"", Headers(), "/", "1.1", scope, send_push_promise=None)
    names = ("flask.Request()", "flask.Response()", "flask.testing.FlaskClient()")
    of_flask = (flask.Request({}), flask.Response(), flask.Flask("shop").test_client())
    of_quart = (request, quart.Response(""), quart.Quart("shop").test_client())
    return dict(zip(names, of_flask, strict=True)), dict(zip(names, of_quart, strict=True))


@pytest.mark.parametrize("name", OF_INSTALLED_PACKAGES)
def test_name_of_another_package_exists(name):
    assert callable(value_of(name))


@pytest.mark.parametrize(("gap", "name"), NAMES, ids=gap_and_name)
def test_use_is_reported_once_with_its_line(gap, name):
    text = in_function(name, "async def")
    assert steps(text, [gap]) == steps(text) == [(4, gap.id)]


@pytest.mark.parametrize(("gap", "name"), NAMES, ids=gap_and_name)
def test_use_off_the_event_loop_is_reported_if_the_name_is_missing_there(gap, name):
    expected = [] if gap.on_event_loop else [(4, gap.id)]
    assert steps(in_function(name, "def"), [gap]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import subprocess\nsubprocess.run(['a'])\n", [], id="module-level code"),
        pytest.param(
            "import subprocess\ndef f():\n    subprocess.run(['a'])\n", [], id="a function that nothing calls"
        ),
        pytest.param(
            "import subprocess\ndef f():\n    subprocess.run(['a'])\nasync def g():\n    f()\n",
            [(3, "FD005")],
            id="a function that a coroutine function calls",
        ),
        pytest.param(
            "import subprocess as s, flask\napp = flask.Flask('a')\n@app.get('/')\ndef f():\n    s.run(['a'])\n",
            [(5, "FD005")],
            id="a view",
        ),
        pytest.param(
            "import subprocess as s, flask\napp = flask.Flask('a')\n@app.cli.command()\ndef f():\n    s.run(['a'])\n",
            [],
            id="a command",
        ),
    ],
)
def test_blocking_call_is_reported_on_the_event_loop_alone(text, expected):
    assert steps(text) == expected


def test_blocking_call_of_a_test_is_not_reported():
    module = Module.parse("tests.test_shop", b"import subprocess\nasync def test_a():\n    subprocess.run(['a'])\n")
    assert not Migration(Project.of([module]), tuple(EVERY)).run().rewritten_module(module).manual_steps


@pytest.mark.parametrize(
    ("arguments", "is_reported"),
    [
        pytest.param("", True, id="no keyword"),
        pytest.param("cache=False", True, id="another keyword"),
        pytest.param("silent=True", False, id="it is silent"),
        pytest.param("force=True", False, id="any type is parsed"),
    ],
)
def test_json_is_reported_unless_its_keywords_say_what_to_do(arguments, is_reported):
    text = f"import flask\napp = flask.Flask('a')\n@app.post('/')\ndef f():\n    flask.request.get_json({arguments})\n"
    assert steps(text) == [(5, "FD001")] * is_reported


@pytest.mark.parametrize(
    ("value", "is_reported"),
    [
        pytest.param("flask.request.stream.read()", True, id="the stream is read"),
        pytest.param("save(data=flask.request.stream)", True, id="the stream is passed on"),
        pytest.param("flask.Response(file, direct_passthrough=True)", True, id="a file is passed through"),
        pytest.param("flask.Response(file, status=200)", False, id="a file is sent"),
        pytest.param("app.response_class(file, direct_passthrough=True)", True, id="the app's class has it"),
        pytest.param("flask.redirect('/', Response=flask.Response)", True, id="a redirect of a class"),
        pytest.param("flask.json.dumps(obj=1)", True, id="a keyword with another name"),
        pytest.param("flask.json.dumps(1)", False, id="a position"),
        pytest.param("flask.get_template_attribute('a', 'b')()", True, id="a macro"),
        pytest.param("flask.current_app.jinja_env.get_template('a').module.b()", True, id="a module of a template"),
        pytest.param("app.test_client().get_cookie('a')", True, id="a cookie of the test client"),
    ],
)
def test_stream_and_keywords_that_quart_lacks_are_reported(value, is_reported):
    text = f"import flask\napp = flask.Flask('a')\ndef f(file, save):\n    return {value}\n"
    assert [line for line, _ in steps(text)] == [4] * is_reported


@pytest.mark.parametrize(
    ("arguments", "is_reported"),
    [
        pytest.param("", False, id="no keyword"),
        pytest.param("port=80, ssl_context='adhoc'", True, id="its keyword"),
        pytest.param("**options", True, id="keywords are unpacked"),
        pytest.param("*options", False, id="positions are unpacked"),
    ],
)
def test_run_is_reported_if_its_keyword_may_be_passed(arguments, is_reported):
    assert steps(f"import flask\nflask.Flask('a').run({arguments})\n") == [(2, "FD776")] * is_reported


def test_line_is_that_of_the_file_as_it_is_written():
    text = (
        "import flask\napp = flask.Flask('a')\n@app.get('/')\ndef f():\n"
        "    with open('a') as file:\n        file.read()\n    flask.request.remote_user\n"
    )
    module = Module.parse("shop", text.encode())
    result = Migration(Project.of([module]), tuple(EVERY)).run().rewritten_module(module)
    lines = result.source.text.decode().split("\n")
    assert "import aiofiles" in lines
    assert [lines[step.line - 1].strip() for step in result.manual_steps if step.rule == "FD032"] == [
        "quart.request.remote_user"
    ]


@pytest.mark.parametrize("import_line", ["from flask.sansio.app import App", "from flask.debughelpers import App"])
@pytest.mark.xfail(strict=True, reason="a name that is imported from a missing module is not reported")
def test_name_from_a_missing_module_is_reported(import_line):
    assert steps(f"{import_line}\n\nApp()\n") == [(3, "FD085")]


@pytest.mark.xfail(strict=True, reason="an override of a missing member is a definition, and no use")
def test_override_of_a_missing_member_is_reported():
    text = "import flask\nclass Reply(flask.Response):\n    autocorrect_location_header = True\n"
    assert steps(text) == [(3, "FD080")]


@pytest.mark.xfail(strict=True, reason="the assignment and the call are reported, though both are of one blocking call")
def test_blocking_function_under_another_name_is_reported_once():
    assert steps("import requests\nasync def f():\n    get = requests.get\n    get('a')\n") == [(4, "FD005")]
