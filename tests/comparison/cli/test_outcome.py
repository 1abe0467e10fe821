"""How a command ends: its exit status, its messages, and what an interrupt leaves behind."""

from subprocess import PIPE

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, TERMINATED, USAGE

from ..sessions import started

EXPECTED = """
[[expected]]
route = "GET /"
targets = ["client"]
field = "status"
baseline = "200"
candidate = "404"
because = "404 is better"
"""


@pytest.mark.torture
@pytest.mark.parametrize(
    ("changes", "expected_text"),
    [
        pytest.param(
            {"candidate": 'return "hello", 404'}, "1. status, 1 exchange in 1 test on client", id="the apps differ"
        ),
        pytest.param({"test": "async def test_a(pair_client): assert 1 == 2"}, "assert 1 == 2", id="a test fails"),
        pytest.param(
            {"test": "def test_a(pair_client): pass\ndef test_b(): assert 1 == 2"},
            "assert 1 == 2",
            id="another test fails",
        ),
        pytest.param(
            {"expected": EXPECTED},
            "unused: expected difference 1, GET / on client: status",
            id="an expected difference is unused",
        ),
        pytest.param(
            {"settings": 'normalizers = ["time"]'},
            "the normalizer 'time' removes no noise. Remove it from [tool.comparison] normalizers.",
            id="a normalizer is unused",
        ),
    ],
)
def test_status_is_different_when(changes, expected_text, pair):
    status, text = pair.write(**changes).command()
    assert status == DIFFERENT
    assert expected_text in text


@pytest.mark.torture
def test_differences_are_shown_although_a_test_is_marked_xfail(pair):
    test = "import pytest\n\n@pytest.mark.xfail\nasync def test_index(pair_client):\n    await pair_client.get('/')"
    status, text = pair.write(candidate='return "hello", 404', test=test).command()
    assert status == DIFFERENT
    assert text.count("1. status, 1 exchange in 1 test on client") == 1


def test_xfail_on_both_sides_is_equal(pair):
    test = "import pytest\n\n@pytest.mark.xfail\nasync def test_index(pair_client):\n    await pair_client.get('/')\n"
    status, text = pair.write(test=f"{test}    assert 1 == 2").command()
    assert (status, "1 == 2" in text) == (EQUAL, False)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("0123" * 8, "4567" * 8, id="what looks like an id"),
        pytest.param("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", id="a time"),
    ],
)
def test_value_that_the_baseline_never_changes_is_no_noise(left, right, pair):
    status, text = pair.write(baseline=f"return {left!r}", candidate=f"return {right!r}").command()
    assert status == DIFFERENT
    assert "1. body, 1 exchange in 1 test on client" in text
    assert (f"-{left}" in text, f"+{right}" in text) == (True, True)
    assert "1 different" in text


def test_value_that_the_baseline_changes_is_noise(pair):
    view = "import uuid, datetime\nreturn f'{uuid.uuid4().hex} {datetime.datetime.now(datetime.UTC).isoformat()}'"
    assert pair.write(baseline=view).command()[0] == EQUAL


def test_coroutine_that_is_never_awaited_fails(pair):
    candidate = "async def allows(): return False\nif allows(): return 'hello'\nreturn 'no', 403"
    status, text = pair.write(candidate=candidate).command()
    assert status == DIFFERENT
    assert "coroutine 'index.<locals>.allows' was never awaited" in text


def test_expected_difference_is_shown_with_its_reason(pair):
    status, text = pair.write(candidate='return "hello", 404', expected=EXPECTED).command()
    assert status == EQUAL
    assert "404 is better" in text
    assert "1 expected" in text


@pytest.mark.parametrize(
    ("changes", "arguments", "expected_text"),
    [
        pytest.param({}, ["--target", "clinet"], "'clinet' is not one of", id="a target is unknown"),
        pytest.param({}, ["--colour"], "No such option", id="an option is unknown"),
        pytest.param({}, ["nonsense"], "No such command 'nonsense'", id="a command is unknown"),
        pytest.param({}, ["-k", "nonsense"], "Nothing was compared", id="no test is selected"),
        pytest.param({}, ["-k", "baseline"], "Nothing was compared", id="only the baseline is selected"),
        pytest.param({}, ["-k", "("], "-k is '(', which is no expression of pytest", id="the keyword is no expression"),
        pytest.param(
            {}, ["--candidate", "nonsense:app"], "No module named 'nonsense'", id="an app can not be imported"
        ),
        pytest.param({}, ["--json", "nowhere/result.json"], "nowhere", id="the result can not be written"),
        pytest.param(
            {"settings": 'tests = ["nowhere"]'},
            [],
            "tests has 'nowhere', which does not exist",
            id="there are no tests",
        ),
        pytest.param(
            {"settings": 'expected = "no.toml"'},
            [],
            "no.toml does not exist",
            id="expected.toml is missing",
        ),
        pytest.param({"settings": "colour = 1"}, [], "has 'colour', but knows only", id="a setting is unknown"),
        pytest.param({"test": "def test_a(: pass"}, [], "SyntaxError", id="a test file is no Python"),
        pytest.param(
            {"baseline_settings": 'env = {A = "{temp}"}'},
            [],
            "env: A is '{temp}', which has an unknown placeholder",
            id="a placeholder is unknown",
        ),
        pytest.param(
            {"baseline_settings": 'serve = "nonsense:app"', "targets": ["hypercorn"]},
            [],
            "does not answer on",
            id="a server does not start",
        ),
    ],
)
def test_status_is_usage_and_a_text_tells_it_when(changes, arguments, expected_text, pair):
    status, text = pair.write(**changes).command(*arguments)
    assert status == USAGE
    assert expected_text in " ".join(text.split())
    assert "runner/plugin.py" not in text


def test_only_the_cause_is_printed_when_nothing_could_be_compared(pair):
    _, text = pair.write(settings='expected = "no.toml"').command()
    assert "no.toml does not exist" in text
    assert "Nothing was compared" not in text


@pytest.mark.torture
def test_internal_error_is_printed_with_its_traceback(pair, monkeypatch):
    monkeypatch.setattr("comparison.cli.compare.read_project_settings", lambda: 1 / 0)
    status, text = pair.write().command()
    assert status == INTERNAL
    assert "ZeroDivisionError" in text


@pytest.mark.torture
def test_all_errors_of_a_session_are_printed(pair):
    test = "import os\n\nasync def test_index(pair_client): os._exit(3)"
    pair.write(baseline_settings='serve = "nonsense:app"', targets=["client", "hypercorn"], test=test)
    status, text = pair.command("--jobs", "2")
    assert status == INTERNAL
    assert "A worker crashed" in text
    assert "does not answer on" in text


def test_a_fault_in_a_hook_is_internal(pair):
    pair.write()
    (pair.path / "tests" / "conftest.py").write_text("def pytest_runtest_logstart(): 1 / 0")
    status, text = pair.command()
    assert status == INTERNAL
    assert "ZeroDivisionError" in text


def test_the_exit_statuses_are_those_of_the_help(pair):
    _, text = pair.command("--help")
    statuses = "0 equal, 1 different or a failed test, 2 usage or start failure, 3 internal error, 130 interrupted"
    assert statuses in " ".join(text.split())
    assert (EQUAL, DIFFERENT, USAGE, INTERNAL, INTERRUPTED, TERMINATED) == (0, 1, 2, 3, 130, 143)


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_file_that_can_not_be_written_is_an_error_before_the_tests_run(option, pair):
    pair.write(test="def test_index(pair_client): open('ran', 'w')")
    for path, why in (("missing/a", "No such file or directory"), ("flask_side.py/a", "Not a directory")):
        status, text = pair.command(option, path)
        assert (status, f"{option}: {path} can't be written: {why}." in text) == (USAGE, True)
    assert not (pair.path / "ran").exists()


@pytest.mark.torture
@pytest.mark.parametrize("arguments", [["-k", "nonsense"], ["--target", "nowhere"], ["migrate", "nowhere.py"]])
def test_errors_are_no_part_of_the_result(arguments, pair):
    with started(pair.write().path, *arguments, stderr=PIPE) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip(), "Error: " in err) == (USAGE, "", True)
