"""The text of a run that fails because of differences."""

import io

import pytest
from rich.console import Console

from comparison.runner.failure_text import failing_line
from comparison.runner.session import run_tests
from comparison.settings import read_settings

COOKIE = 'return "hello", 200, {{"Set-Cookie": "a=1; Path=/{}"}}'


@pytest.mark.parametrize(
    ("baseline", "candidate", "lines"),
    [
        pytest.param(
            'return "hello"',
            'return "hello", 404',
            ["*exchange 1, GET /: status", "*baseline:  200", "*candidate: 404"],
            id="the status",
        ),
        pytest.param(
            'return "hello"',
            'return "hello", 200, {"X-Note": "new"}',
            ["*exchange 1, GET /: header x-note", "*baseline:  (none)", "*candidate: new"],
            id="a header",
        ),
        pytest.param(
            COOKIE.format(""),
            COOKIE.format("; HttpOnly"),
            [
                "*exchange 1, GET /: cookie a",
                "*baseline:  <masked *>; Path=/",
                "*candidate: <masked *>; Path=/; HttpOnly",
            ],
            id="an attribute of a cookie",
        ),
        pytest.param(
            'return "hello"', 'return "hullo"', ["*exchange 1, GET /: body", "*-hello", "*+hullo"], id="a text"
        ),
    ],
)
def test_a_difference_fails_though_no_assertion_mentions_it(baseline, candidate, lines, pair):
    result = pair.write(baseline=baseline, candidate=candidate).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["The apps differ on client, 1 difference:", *lines, "*reproduce: curl -i * http://127.0.0.1:5002/"]
    )
    assert "runner/plugin.py" not in result.stdout.str()


def test_failed_assertion_is_shown_with_the_differences(pair):
    test = """
    async def test_index(pair_client):
        assert (await pair_client.get("/")).status_code == 200
    """
    result = pair.write(candidate='return "hello", 404', test=test).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["E * assert 404 == 200", "*exchange 1, GET /: status"])


def test_difference_where_the_baseline_varies_is_shown_as_such(pair):
    result = pair.write(baseline="return os.urandom(3).hex()", candidate='return "hello"').pytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        [
            "The apps differ on client, *",
            "*exchange 1, GET /: body",
            "*The baseline varies in this place too, but not *",
        ]
    )


def test_baseline_that_differs_from_itself_does_not_fail(pair):
    view = "return os.urandom(3).hex()"
    pair.write(baseline=view, candidate=f"import os\n{view}").pytest().assert_outcomes(passed=3)


def test_only_the_first_differences_are_shown_in_full(pair):
    headers = {f"X-{number}": "new" for number in range(5)}
    result = pair.write(candidate=f'return "hello", 200, {headers}').pytest()
    result.stdout.fnmatch_lines(["The apps differ on client, 5 differences:", "Beside these:", "*header x-4"])
    assert result.stdout.str().partition("short test summary")[0].count("reproduce:") == 6


@pytest.mark.torture
def test_against_names_the_two_targets(pair):
    view = 'return request.environ["SERVER_SOFTWARE"] if "SERVER_SOFTWARE" in request.environ else "none"'
    result = pair.write(baseline=view, candidate='return "hello"', targets=("run",)).pytest(
        "--comparison-against=client"
    )
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["The baseline differs from itself on run, 2 differences:", "*--- client", "*+++ run"])


def test_line_of_an_error_that_passed_none_of_the_test_is_that_of_the_function(pytester):
    item = pytester.getitem("import os\n\ndef test_func():\n    pass\n")
    assert failing_line(item, ValueError()) == f"{item.path.name}:3"


FORGOTTEN = """
async def wait():
    pass

async def test_index(pair_client):
    await pair_client.get("/")
    wait()
"""
WITHOUT_LINE = (
    "To see the line that created it, set `asyncio_debug = true` in [tool.pytest.ini_options], and run again."
)
LINE = """It was created here:
  File "{}/tests/test_pair.py", line 7, in test_index
    wait()"""


@pytest.mark.parametrize(
    ("setting", "lines"), [("", WITHOUT_LINE), ("asyncio_debug = true\n", LINE)], ids=["as usual", "debug mode"]
)
def test_coroutine_that_is_never_awaited_is_shown_without_the_frames_that_noticed_it(setting, lines, pair):
    with (pair.write(test=FORGOTTEN).path / "pyproject.toml").open("a") as file:
        file.write(setting)
    outcome = run_tests(read_settings(pair.path), Console(file=io.StringIO()))
    text = "coroutine 'wait' was never awaited: await it, or remove the call."
    assert {failure.text.strip() for failure in outcome.failures} == {f"{text}\n{lines.format(pair.path)}"}


@pytest.mark.parametrize("test", ["async def test_index(pair_client)\n    pass\n", "import nonsense\n"])
def test_error_of_collection_has_no_frames_of_pytest(test, pair):
    text = run_tests(read_settings(pair.write(test=test).path), Console(file=io.StringIO())).fatal_error
    assert "Error: " in text
    assert "tests/test_pair.py" in text
    assert not [word for word in ("_pytest/", "importlib/", "<frozen", "ast.py") if word in text], text
