"""Gaps report the forms of code in which a use breaks, and no others."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project

from .found_steps import EVERY, steps


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
