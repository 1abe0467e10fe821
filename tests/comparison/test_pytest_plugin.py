"""The plugin in a pytest session: what fails though no assertion mentions it, and what does not."""

import tempfile
from pathlib import Path

import pytest

COOKIE = 'return "hello", 200, {{"Set-Cookie": "a=1; Path=/{}"}}'
EXPLAINED = """
[[explained]]
test = "test_pair.py::test_index"
targets = ["client"]
field = "status"
baseline = "200"
candidate = "404"
because = "404 is better"
"""
SESSION = 'session["name"] = "jack"\nreturn "hello"'

ASYNCIO = ("-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function")


def passed(result, count):
    """Whether all of that many runs passed, and the session with them."""
    result.assert_outcomes(passed=count)
    return result.ret == pytest.ExitCode.OK


def test_without_a_section_nothing_is_done(pytester):
    pytester.makepyfile("def test_a(): assert True")
    result = pytester.runpytest_inprocess(*ASYNCIO)
    assert passed(result, 1)
    assert "comparison:" not in result.stdout.str()


def test_without_a_section_pair_client_tells_what_it_needs(pytester):
    pytester.makepyfile("def test_a(pair_client): assert True")
    result = pytester.runpytest_inprocess(*ASYNCIO)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["pair_client needs a section ?tool.comparison? in pyproject.toml that names the two apps."]
    )


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
    assert "pytest_plugin.py" not in result.stdout.str()


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


def test_what_is_idle_is_told_also_when_two_classes_have_a_test_of_one_name(pair):
    test = "".join(
        f"class Test{name}:\n    async def test_index(self, pair_client):\n        await pair_client.get('/')\n\n"
        for name in "AB"
    )
    result = pair.write(test=test, explained=EXPLAINED).pytest()
    result.assert_outcomes(passed=6)
    assert result.ret == pytest.ExitCode.TESTS_FAILED


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


def test_an_explained_difference_passes(pair):
    assert passed(pair.write(candidate='return "hello", 404', explained=EXPLAINED).pytest(), 3)


def test_an_explanation_of_other_values_explains_nothing(pair):
    result = pair.write(candidate='return "hello", 405', explained=EXPLAINED).pytest()
    result.assert_outcomes(passed=2, failed=1)


def test_an_explanation_that_explains_nothing_fails_a_full_run(pair):
    result = pair.write(explained=EXPLAINED).pytest()
    result.assert_outcomes(passed=3)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(
        ["comparison: this explanation explains nothing any more: test_pair.py::test_index on client: status.*"]
    )


TWO_TESTS = """
async def test_index(pair_client):
    await pair_client.get("/")

async def test_once_more(pair_client):
    await pair_client.get("/")
"""


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["-k", "more"], id="a keyword"),
        pytest.param(["-m", "not slow"], id="a mark"),
        pytest.param(["--comparison-target=client"], id="a target"),
        pytest.param(["tests/test_pair.py::test_once_more"], id="a test"),
        pytest.param(["--deselect=tests/test_pair.py::test_index"], id="what is deselected"),
        pytest.param(["--ignore=tests/test_pair.py", "tests"], id="what is ignored"),
    ],
)
def test_nothing_is_called_idle_in_a_run_limited_by(arguments, pair):
    pair.write(test=TWO_TESTS, explained=EXPLAINED)
    (pair.path / "tests" / "test_more.py").write_text(
        "async def test_once_more(pair_client):\n    await pair_client.get('/')\n"
    )
    result = pair.pytest(*arguments)
    assert result.ret == pytest.ExitCode.OK
    assert "explains nothing" not in result.stdout.str()


def test_nothing_is_called_idle_when_its_test_was_skipped(pair):
    test = """
    import pytest

    @pytest.mark.skip(reason="not on this machine")
    async def test_index(pair_client):
        await pair_client.get("/")

    async def test_once_more(pair_client):
        await pair_client.get("/")
    """
    assert pair.write(test=test, explained=EXPLAINED).pytest().ret == pytest.ExitCode.OK


def test_a_normalizer_that_removes_nothing_fails_if_it_is_listed(pair):
    result = pair.write(settings='normalizers = ["time"]').pytest()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["comparison: the normalizer 'time' removes nothing. Take it out of *"])


def test_a_normalizer_that_removes_noise_is_in_use(pair):
    pair.write(baseline="return os.urandom(16).hex()", settings='normalizers = ["random_id"]')
    assert passed(pair.pytest(), 3)


def test_normalizers_that_are_not_listed_are_all_used_and_none_is_judged(pair):
    assert passed(pair.write(baseline="return os.urandom(16).hex()").pytest(), 3)


def test_no_normalizer_hides_a_session_that_says_something_else(pair):
    result = pair.write(baseline=SESSION, candidate=SESSION.replace("jack", "jill")).pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(['*baseline:*"name":"jack"*', '*candidate:*"name":"jill"*'])


def test_a_signed_session_that_says_the_same_is_no_difference(pair):
    pair.write(baseline=SESSION)
    text = (pair.path / "quart_side.py").read_text()
    (pair.path / "quart_side.py").write_text(text.replace('"not secret"', '"another secret"'))
    assert passed(pair.pytest(), 3)


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


@pytest.mark.torture
def test_workers_that_share_the_runs_do_not_hide_a_difference(pair):
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    result = pair.write(candidate='return "hello", 404').pytester.runpytest_subprocess("-n", "3")
    assert result.ret != pytest.ExitCode.OK


@pytest.mark.parametrize("arguments", [["--help"], ["--markers"], ["--collect-only", "-q"]], ids=" ".join)
def test_no_folder_is_left_behind_by(arguments, pair):
    assert pair.write().pytest(*arguments).ret == pytest.ExitCode.OK
    assert list(Path(tempfile.gettempdir()).glob("comparison-*")) == []


def test_another_app_may_be_named(pair):
    pair.write()
    (pair.path / "third_side.py").write_text((pair.path / "quart_side.py").read_text().replace("hello", "hullo"))
    result = pair.pytest("--comparison-candidate=third_side:app")
    result.assert_outcomes(passed=2, failed=1)
    assert passed(pair.pytest("--comparison-candidate=third_side:app", "--comparison-baseline=third_side:app"), 3)


def test_only_the_target_that_is_named_is_used(pair):
    assert passed(pair.write(targets=("client", "run")).pytest("--comparison-target=client"), 3)


def test_a_test_that_runs_on_none_of_the_targets_is_left_out(pair):
    test = """
    import pytest

    @pytest.mark.pair_env({"GREETING": "hi"})
    async def test_greeting(pair_client):
        raise AssertionError("asked for `client` alone")

    async def test_index(pair_client):
        assert (await pair_client.get("/")).text == "hello"
    """
    result = pair.write(test=test, targets=("client", "run")).pytest("--comparison-target=run")
    assert result.ret == pytest.ExitCode.OK
    result.assert_outcomes(passed=3, skipped=1)


def test_servers_are_compared_too_and_the_commands_name_them(pair):
    result = pair.write(targets=("run",), candidate='return "hello", 404').pytest()
    result.assert_outcomes(passed=2, failed=1)
    lines = [line for line in result.stdout.lines if "by hand: curl" in line]
    assert len(set(lines)) == 2
    assert not any(":5000/" in line for line in lines)
    result.stdout.fnmatch_lines(["comparison: a server's log was kept: */baseline-run.log"])


def test_against_shows_what_a_server_adds_to_each_app(pair):
    candidate = 'return "hello", 404 if "127.0.0.1" in request.headers.get("X-Never", "") else 200'
    pair.write(baseline=candidate, targets=("hypercorn",))
    assert passed(pair.pytest("--comparison-against=client"), 5)


def test_against_does_not_compare_the_apps(pair):
    pair.write(candidate='return "hello", 404', targets=("run",))
    assert passed(pair.pytest("--comparison-against=client"), 5)


def test_against_names_the_two_targets(pair):
    view = 'return request.environ["SERVER_SOFTWARE"] if "SERVER_SOFTWARE" in request.environ else "none"'
    result = pair.write(baseline=view, candidate='return "hello"', targets=("run",)).pytest(
        "--comparison-against=client"
    )
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["The baseline differs from itself on run, 2 differences:", "*--- client", "*+++ run"])


@pytest.mark.parametrize(
    ("changes", "arguments", "complaint"),
    [
        pytest.param(
            {"settings": "colour = 1"},
            [],
            "*?tool.comparison? has 'colour', but knows only *",
            id="a setting is unknown",
        ),
        pytest.param(
            {"targets": ["clinet"]}, [], "*There is no target 'clinet'*", id="a target in the settings is unknown"
        ),
        pytest.param({}, ["--comparison-target=clinet"], "*There is no target 'clinet'*", id="a target is unknown"),
        pytest.param(
            {},
            ["--comparison-against=clinet"],
            "*There is no target 'clinet'*",
            id="the target to compare with is unknown",
        ),
        pytest.param(
            {"explained": "[[explained]]"},
            [],
            "*explanation 1 must name either a test or a route*",
            id="an entry is empty",
        ),
        pytest.param(
            {"settings": 'explained = "no.toml"'}, [], "*no.toml does not exist*", id="the explanations are not there"
        ),
        pytest.param(
            {},
            ["--comparison-against=client"],
            "There is only 'client' to compare with itself: *",
            id="it is one target",
        ),
    ],
)
def test_a_mistake_is_told_as_a_text_when(changes, arguments, complaint, pair):
    result = pair.write(**changes).pytest(*arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {complaint}"])
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


@pytest.mark.parametrize(
    ("changes", "arguments", "complaint"),
    [
        pytest.param(
            {},
            ["--comparison-candidate=nonsense:app"],
            "The candidate 'nonsense:app' can't be made: ModuleNotFoundError: *",
            id="an app can not be imported",
        ),
        pytest.param(
            {"baseline_settings": 'env = {A = "{temp}"}'},
            [],
            "The env of the baseline has an unknown placeholder, 'temp'; *",
            id="a placeholder is unknown",
        ),
    ],
)
def test_the_session_stops_with_a_text_when(changes, arguments, complaint, pair):
    result = pair.write(test=TWO_TESTS, **changes).pytest(*arguments)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1, passed=1 if arguments else 0)
    result.stdout.fnmatch_lines([complaint])
    assert "pytest_plugin.py" not in result.stdout.str()


def test_a_test_may_ask_for_an_environment_of_its_own(pair):
    test = """
    import pytest

    @pytest.mark.pair_env({"GREETING": "hi"})
    async def test_index(pair_client):
        assert (await pair_client.get("/")).text == "hi"
    """
    made = 'GREETING = os.environ.get("GREETING", "")'
    pair.write(test=test, targets=("client", "run"))
    for name in ("flask_side.py", "quart_side.py"):
        text = (pair.path / name).read_text().replace('return "hello"', "return GREETING")
        (pair.path / name).write_text(f"import os\n{made}\n{text}")
    assert passed(pair.pytest(), 3)
