"""The options of the pytest plugin: apps, targets, comparing two targets, and usage errors."""

import pytest

from ..sessions import TWO_TESTS, passed


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


IN_STRICT_MODE = """
import asyncio
import pytest
from flask import current_app, request
from quart import session

LOOPS = set()

@pytest.mark.asyncio(loop_scope="module")
class TestOwnMark:
    async def test_a(self, pair_client):
        LOOPS.add(asyncio.get_running_loop())
        await pair_client.get("/")

    async def test_b(self, pair_client):
        LOOPS.add(asyncio.get_running_loop())
        await pair_client.get("/")
        assert len(LOOPS) == 1

class TestNoMark:
    async def test_a(self, pair_client):
        await pair_client.get("/")
"""


def test_strict_mode_of_pytest_asyncio_runs_the_tests_of_the_pair(pair):
    pair.write(test=IN_STRICT_MODE)
    settings = pair.path / "pyproject.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('asyncio_mode = "auto"\n', ""), "utf-8")
    assert text != settings.read_text("utf-8")
    assert passed(pair.pytest(), 9)


def test_servers_are_compared_too(pair):
    result = pair.write(targets=("run",), candidate='return "hello", 404').pytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*works while `comparison serve test_pair.py::test_index --target run` runs"])
    result.stdout.fnmatch_lines(["comparison: kept the log of a server: */baseline-run.log"])


def test_against_shows_what_a_server_adds_to_each_app(pair):
    candidate = 'return "hello", 404 if "127.0.0.1" in request.headers.get("X-Never", "") else 200'
    pair.write(baseline=candidate, targets=("hypercorn",))
    assert passed(pair.pytest("--comparison-against=client"), 5)


def test_against_does_not_compare_the_apps(pair):
    pair.write(candidate='return "hello", 404', targets=("run",))
    assert passed(pair.pytest("--comparison-against=client"), 5)


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
            {"expected": "[[expected]]"},
            [],
            "*expected difference 1 must name either a test or a route*",
            id="an entry is empty",
        ),
        pytest.param(
            {"settings": 'expected = "no.toml"'},
            [],
            "*no.toml does not exist*",
            id="expected.toml is missing",
        ),
        pytest.param(
            {},
            ["--comparison-against=client"],
            "'client' is the only target (--against, in pytest --comparison-against): *",
            id="it is one target",
        ),
    ],
)
def test_session_ends_with_a_usage_error_when(changes, arguments, complaint, pair):
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
            "The candidate 'nonsense:app' can't be created: ModuleNotFoundError: *",
            id="an app can not be imported",
        ),
        pytest.param(
            {"baseline_settings": 'env = {A = "{temp}"}'},
            [],
            "?tool.comparison.baseline? env: A is '{temp}', which has an unknown placeholder *",
            id="a placeholder is unknown",
        ),
    ],
)
def test_the_session_stops_with_a_text_when(changes, arguments, complaint, pair):
    result = pair.write(test=TWO_TESTS, **changes).pytest(*arguments)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.assert_outcomes(errors=1, passed=1 if arguments else 0)
    result.stdout.fnmatch_lines([complaint])
    assert "runner/plugin.py" not in result.stdout.str()


def test_pair_env_sets_environment_variables_of_a_test(pair):
    test = """
    import pytest

    @pytest.mark.pair_env({"GREETING": "hi"})
    async def test_index(pair_client):
        assert (await pair_client.get("/")).text == "hi"
    """
    greeting = 'GREETING = os.environ.get("GREETING", "")'
    pair.write(test=test, targets=("client", "run"))
    for name in ("flask_side.py", "quart_side.py"):
        text = (pair.path / name).read_text().replace('return "hello"', "return GREETING")
        (pair.path / name).write_text(f"import os\n{greeting}\n{text}")
    assert passed(pair.pytest(), 3)


DYING = """
import asyncio, threading

def die():
    raise ValueError("no order")

threading.Thread(target=die).start()
await asyncio.sleep(0.05)
return "hello"
"""
THREE_REQUESTS = """
async def test_order(pair_client):
    await pair_client.get("/")
    await pair_client.get("/static/x")

async def test_other(pair_client):
    await pair_client.get("/static/x")
"""


@pytest.mark.torture
def test_thread_that_dies_fails_the_test_on_each_target_though_the_apps_are_equal(pair):
    targets = ("client", "run", "hypercorn", "hypercorn-h2")
    baseline = DYING.replace("await asyncio.sleep", "import time; time.sleep")
    result = pair.write(baseline=baseline, candidate=DYING, test=THREE_REQUESTS, targets=targets).pytest()
    result.assert_outcomes(passed=18, errors=9)
    printed = result.stdout.str().partition("short test summary")[0]
    for target in targets:
        for side, app in (("baseline", "flask_side:app"), ("candidate", "quart_side:app")):
            subject = f"A thread or task of the {side} '{app}' on {target} has died."
            lines = f"{subject} The test's last request was GET /static/x.\nException in thread Thread-"
            assert printed.count(lines) == (2 if (target, side) == ("client", "baseline") else 1)
    assert printed.count("ValueError: no order") >= 9
    assert "PytestUnhandledThreadExceptionWarning" not in printed


def test_dying_thread_is_one_failure_though_warnings_are_errors(pair):
    pair.write(baseline=DYING.replace("await asyncio.sleep", "import time; time.sleep"), candidate=DYING)
    result = pair.pytest("-W", "error")
    result.assert_outcomes(passed=3, errors=3)


def test_dying_thread_is_a_failed_test_of_the_comparison(pair):
    pair.write(baseline=DYING.replace("await asyncio.sleep", "import time; time.sleep"), candidate=DYING)
    status, printed = pair.command("compare")
    assert status == 1
    assert "A thread or task of the candidate 'quart_side:app' on client has died." in printed
    assert "ValueError: no order" in printed
    assert "1 failed" in printed


def test_task_that_dies_fails_the_test(pair):
    candidate = """
    import asyncio

    async def fail():
        raise ValueError("no order")

    asyncio.ensure_future(fail())
    await asyncio.sleep(0.01)
    return "hello"
    """
    pair.write(baseline='return "hello"', candidate=candidate, test=THREE_REQUESTS, targets=("client", "hypercorn"))
    result = pair.pytest("-k", "order")
    result.assert_outcomes(passed=5, errors=2, deselected=5)
    assert result.stdout.str().partition("short test summary")[0].count("\nTask exception was never retrieved\n") == 2


def test_app_that_is_named_by_an_option_may_be_a_factory_with_arguments(pair):
    pair.write(baseline='return "hi: {}"', targets=("client", "run"))
    (pair.path / "third_side.py").write_text(
        "from quart import Quart\n\ndef create_app(text, **settings):\n    app = Quart('third_side')\n"
        "    app.config.update(settings)\n    app.add_url_rule('/', 'index', lambda: text)\n    return app\n"
    )
    option = "--comparison-candidate=third_side:create_app('hi: {}', TESTING=True)"
    assert passed(pair.pytest(option), 5)
