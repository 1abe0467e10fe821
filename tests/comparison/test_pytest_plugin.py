"""The plugin in a pytest session: what fails though no assertion mentions it, and what does not."""

import tempfile
from pathlib import Path

import pytest

from comparison.pytest_plugin import has_section

from .sessions import TWO_TESTS, passed

COOKIE = 'return "hello", 200, {{"Set-Cookie": "a=1; Path=/{}"}}'


def without_section(pytester, test, ini="", *arguments):
    """Run a test in a project without the section, in a process of its own."""
    pytester.makepyfile(test)
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]\n{ini}\n")
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments, timeout=60)


def test_without_a_section_nothing_is_done(pytester):
    result = without_section(pytester, "def test_a(): assert True")
    assert passed(result, 1)
    assert "comparison:" not in result.stdout.str()


@pytest.mark.parametrize("arguments", [["--help"], ["--markers"], ["--fixtures"]], ids=" ".join)
def test_without_a_section_there_is_no_option_marker_or_fixture(arguments, pytester):
    text = without_section(pytester, "def test_a(): assert True", "", *arguments).stdout.str()
    assert "asyncio" in text
    assert "--comparison" not in text
    assert "pair_" not in text


def test_without_a_section_warnings_may_be_errors(pytester):
    assert passed(without_section(pytester, "def test_a(): assert True", 'filterwarnings = ["error"]'), 1)


def test_scope_of_loops_that_a_project_sets_is_kept(pytester):
    ini = 'asyncio_default_fixture_loop_scope = "session"'
    result = without_section(pytester, "def test_a(): assert True", ini)
    result.stdout.fnmatch_lines(["asyncio: *asyncio_default_fixture_loop_scope=session,*"])


def test_without_a_section_pair_client_tells_what_it_needs(pytester):
    result = without_section(pytester, "def test_a(pair_client): assert True")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["pair_client needs a section ?tool.comparison? in pyproject.toml that names the two apps."]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, False),
        ("[tool", False),
        ("tool = 1", False),
        ("[tool.black]", False),
        (b"\xff", False),
        ("[tool.comparison]", True),
        ("[tool]\ncomparison = 1", True),
    ],
)
def test_section_is_looked_for_and_what_can_not_be_read_has_none(text, expected, tmp_path):
    if text is not None:
        (tmp_path / "pyproject.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert has_section(tmp_path) is expected


FORGOTTEN = """
async def wait(): pass

def test_other():
    wait()

async def test_pair(pair_client):
    wait()
    await pair_client.get("/")
"""


def test_coroutine_that_nobody_awaits_fails_pair_tests_alone(pair):
    result = pair.write(test=FORGOTTEN).pytester.runpytest_subprocess(timeout=60)
    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(["FAILED tests/test_pair.py::test_pair?client-*"])


SHUFFLED = """
import random

import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    random.Random({seed}).shuffle(items)
"""


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_tests_may_be_any(seed, pair):
    test = TWO_TESTS.replace('get("/")', 'get("/", params={"a": "0123" * 8})')
    pair.write(test=test, baseline="import uuid; return uuid.uuid4().hex", settings='normalizers = ["random_id"]')
    (pair.path / "conftest.py").write_text(SHUFFLED.format(seed=seed))
    assert passed(pair.pytest(), 6)


def test_tests_that_compare_nothing_run_once(pair):
    assert passed(pair.write(test="def test_a(): assert True").pytest(), 1)


def test_equal_apps_pass_on_each_run(pair):
    assert passed(pair.write().pytest(), 3)


def test_a_test_is_named_by_target_and_side(pair):
    result = pair.write().pytest("-v")
    names = [f"*::test_index?client-{side}? PASSED*" for side in ("baseline", "candidate", "again")]
    result.stdout.fnmatch_lines(names)


@pytest.mark.parametrize(
    ("baseline", "candidate", "shown"),
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
            ["*exchange 1, GET /: cookie a", "*baseline:  1; Path=/", "*candidate: 1; Path=/; HttpOnly"],
            id="an attribute of a cookie",
        ),
        pytest.param(
            'return "hello"', 'return "hullo"', ["*exchange 1, GET /: body", "*-hello", "*+hullo"], id="a text"
        ),
    ],
)
def test_a_difference_fails_though_no_assertion_mentions_it(baseline, candidate, shown, pair):
    result = pair.write(baseline=baseline, candidate=candidate).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        ["The apps differ on client, 1 difference:", *shown, "*by hand: curl -i * http://127.0.0.1:5000/"]
    )
    assert "runner/plugin.py" not in result.stdout.str()


def test_each_exchange_of_a_test_is_compared(pair):
    test = """
    async def test_both(pair_client):
        await pair_client.post("/", content=b"x")
        await pair_client.get("/")
    """
    candidate = 'return "hello", 200 if request.method == "POST" else 404'
    result = pair.write(candidate=candidate, test=test).pytest()
    result.stdout.fnmatch_lines(["*exchange 2, GET /: status"])


def test_a_difference_is_judged_per_parameter(pair):
    test = """
    import pytest

    @pytest.mark.parametrize("name", ["jack", "jill"])
    async def test_name(pair_client, name):
        await pair_client.get("/", params={"name": name})
    """
    candidate = 'return "hello", 404 if request.args["name"] == "jill" else 200'
    result = pair.write(candidate=candidate, test=test).pytest()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["FAILED *client-candidate-jill*"])


SAME_NAMES = """
import pytest

{}

async def ask(pair_client, name):
    await pair_client.get("/", params={{"name": name}})
"""


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(
            '@pytest.mark.parametrize("n", [1, -1])\n'
            "async def test_n(pair_client, n):\n    await ask(pair_client, n)\n",
            id="parameters that differ in a dash",
        ),
        pytest.param(
            "class TestA:\n    async def test_n(self, pair_client):\n        await ask(pair_client, 1)\n\n"
            "class TestB:\n    async def test_n(self, pair_client):\n        await ask(pair_client, 2)\n",
            id="classes",
        ),
    ],
)
def test_tests_are_kept_apart_by(tests, pair):
    assert passed(pair.write(baseline='return request.args["name"]', test=SAME_NAMES.format(tests)).pytest(), 6)


def test_tests_are_kept_apart_by_folders(pair):
    pair.write(baseline='return request.args["name"]', test="")
    for name in ("one", "two"):
        (pair.path / "tests" / name).mkdir()
        test = f"async def test_n(pair_client):\n    await pair_client.get('/', params={{'name': '{name}'}})\n"
        (pair.path / "tests" / name / "test_n.py").write_text(test)
    assert passed(pair.pytest("--import-mode=importlib"), 6)


def test_pair_client_may_stand_behind_another_fixture(pair):
    test = """
    import pytest

    @pytest.fixture
    async def page(pair_client):
        return await pair_client.get("/")

    async def test_page(page):
        assert page.status_code < 500
    """
    result = pair.write(candidate='return "hello", 404', test=test).pytest()
    result.assert_outcomes(passed=2, failed=1)


def test_an_assertion_that_fails_on_a_side_is_shown_with_what_differs(pair):
    test = """
    async def test_index(pair_client):
        assert (await pair_client.get("/")).status_code == 200
    """
    result = pair.write(candidate='return "hello", 404', test=test).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["E * assert 404 == 200", "*exchange 1, GET /: status"])


def test_a_baseline_that_differs_from_itself_fails_as_such(pair):
    result = pair.write(baseline="return os.urandom(3).hex()", candidate='return "hello"').pytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["The baseline differs from itself, run once more on client, 1 difference:", "*exchange 1, GET /: body"]
    )


@pytest.mark.parametrize(
    ("arguments", "test"),
    [
        pytest.param(["-k", "client-baseline"], TWO_TESTS, id="one side is selected"),
        pytest.param(["-k", "baseline or again"], TWO_TESTS, id="only the baseline is selected"),
        pytest.param(
            [], "import pytest\n@pytest.mark.skip(reason='x')\ndef test_a(pair_client): pass", id="all is skipped"
        ),
        pytest.param([], "def test_a(pair_client): pass", id="no request is sent"),
    ],
)
def test_a_session_that_compared_nothing_fails_when(arguments, test, pair):
    result = pair.write(candidate='return "hello", 404', test=test).pytest(*arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["comparison: nothing was compared.*"])


def test_a_test_that_is_skipped_on_one_side_is_not_called_the_same(pair):
    test = """
    import pytest

    async def test_index(pair_client, request):
        if "candidate" in request.node.name:
            pytest.skip("not there")
        await pair_client.get("/")
    """
    assert pair.write(candidate='return "hello", 404', test=test).pytest().ret == pytest.ExitCode.TESTS_FAILED


def test_collecting_only_is_no_failure(pair):
    assert pair.write().pytest("--collect-only").ret == pytest.ExitCode.OK


@pytest.mark.parametrize("arguments", [["--help"], ["--markers"], ["--collect-only", "-q"]], ids=" ".join)
def test_no_folder_is_left_behind_by(arguments, pair):
    assert pair.write().pytest(*arguments).ret == pytest.ExitCode.OK
    assert list(Path(tempfile.gettempdir()).glob("comparison-*")) == []


def test_conversations_are_dropped_though_runs_were_left_out(pair):
    pair.write(test=TWO_TESTS)
    (pair.path / "conftest.py").write_text(
        "import pytest\n"
        "from comparison.runner.plugin import RUNS\n\n"
        "@pytest.hookimpl(trylast=True)\n"
        "def pytest_sessionfinish(session):\n"
        "    print('kept:', len(session.config.stash[RUNS].ledger.conversations))\n"
    )
    result = pair.pytest("-s", "-k", "not again")
    result.assert_outcomes(passed=4, deselected=2)
    result.stdout.fnmatch_lines(["*kept: 0"])
