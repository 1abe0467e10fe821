"""The command: its exit status, what it prints, and what it leaves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import pytest

from comparison.cli import DIFFERENT, EQUAL, INTERNAL, INTERRUPTED, USAGE
from comparison.report import SCHEMA

EXPLAINED = """
[[explained]]
route = "GET /"
targets = ["client"]
field = "status"
baseline = "200"
candidate = "404"
because = "404 is better"
"""


def test_equal_apps_are_equal(pair):
    status, text = pair.write().command()
    assert status == EQUAL
    assert "1 test on 1 target: 1 same" in text


def test_compare_is_the_command_when_none_is_named(pair):
    pair.write()
    assert pair.command("compare", "-k", "index")[0] == pair.command("-k", "index")[0] == EQUAL


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        pytest.param(
            {"candidate": 'return "hello", 404'}, "The apps differ on client, 1 difference:", id="the apps differ"
        ),
        pytest.param({"test": "async def test_a(pair_client): assert 1 == 2"}, "assert 1 == 2", id="a test fails"),
        pytest.param(
            {"test": "def test_a(pair_client): pass\ndef test_b(): assert 1 == 2"},
            "assert 1 == 2",
            id="another test fails",
        ),
        pytest.param(
            {"explained": EXPLAINED}, "explains nothing any more: GET / on client: status", id="an explanation is idle"
        ),
        pytest.param(
            {"settings": 'normalizers = ["time"]'}, "the normalizer 'time' removes nothing", id="a normalizer is idle"
        ),
    ],
)
def test_status_is_different_when(changes, shown, pair):
    status, text = pair.write(**changes).command()
    assert status == DIFFERENT
    assert shown in text


def test_what_was_explained_is_shown_with_its_reason(pair):
    status, text = pair.write(candidate='return "hello", 404', explained=EXPLAINED).command()
    assert status == EQUAL
    assert "404 is better" in text
    assert "1 explained" in text


@pytest.mark.parametrize(
    ("changes", "arguments", "shown"),
    [
        pytest.param({}, ["--target", "clinet"], "'clinet' is not one of", id="a target is unknown"),
        pytest.param({}, ["--colour"], "No such option", id="an option is unknown"),
        pytest.param({}, ["nonsense"], "No such command 'nonsense'", id="a command is unknown"),
        pytest.param({}, ["-k", "nonsense"], "Nothing was compared", id="no test is selected"),
        pytest.param({}, ["-k", "baseline"], "Nothing was compared", id="only the baseline is selected"),
        pytest.param({}, ["-k", "("], "Wrong expression passed to '-k'", id="the keyword is no expression"),
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
            {"settings": 'explained = "no.toml"'}, [], "no.toml does not exist", id="there are no explanations"
        ),
        pytest.param({"settings": "colour = 1"}, [], "has 'colour', but knows only", id="a setting is unknown"),
        pytest.param({"test": "def test_a(: pass"}, [], "SyntaxError", id="a test file is no Python"),
        pytest.param(
            {"baseline_settings": 'env = {A = "{temp}"}'}, [], "unknown placeholder", id="a placeholder is unknown"
        ),
        pytest.param(
            {"baseline_settings": 'serve = "nonsense:app"', "targets": ["hypercorn"]},
            [],
            "does not answer on",
            id="a server does not start",
        ),
    ],
)
def test_status_is_usage_and_a_text_tells_it_when(changes, arguments, shown, pair):
    status, text = pair.write(**changes).command(*arguments)
    assert status == USAGE
    assert shown in " ".join(text.split())
    assert "pytest_plugin.py" not in text


def test_a_folder_without_the_section_is_told_with_the_remedy(pytester, pair):
    status, text = pair.command()
    assert status == USAGE
    assert "pyproject.toml has no section [tool.comparison]: run this where it has one, or add one" in " ".join(
        text.split()
    )
    assert "Traceback" not in text


def test_only_what_went_wrong_is_told_when_nothing_could_be_compared(pair):
    _, text = pair.write(settings='explained = "no.toml"').command()
    assert "no test that uses pair_client was selected" not in text


def test_a_fault_of_our_own_is_internal_and_shown_with_its_traceback(pair, monkeypatch):
    monkeypatch.setattr("comparison.cli.read_settings", lambda root: 1 / 0)
    status, text = pair.write().command()
    assert status == INTERNAL
    assert "ZeroDivisionError" in text


def test_a_fault_in_a_hook_is_internal(pair):
    pair.write()
    (pair.path / "tests" / "conftest.py").write_text("def pytest_runtest_logstart(): 1 / 0")
    status, text = pair.command()
    assert status == INTERNAL
    assert "ZeroDivisionError" in text


def test_json_has_the_result_and_names_its_form(pair):
    file = pair.path / "result.json"
    assert pair.write(candidate='return "hällo"').command("--json", file)[0] == DIFFERENT
    value = json.loads(file.read_text(encoding="utf-8"))
    assert (value["schema"], value["equal"], len(value["cells"])) == (SCHEMA, False, 1)
    [difference] = [one for one in value["cells"][0]["differences"] if one["field"] == "body"]
    assert (difference["baseline"], difference["candidate"]) == ("hello", "hällo")
    assert "hällo" in file.read_text(encoding="utf-8")


def test_junit_has_each_run_of_a_test(pair):
    file = pair.path / "result.xml"
    assert pair.write(candidate='return "hello", 404').command("--junit", file)[0] == DIFFERENT
    cases = ET.parse(file).getroot().iter("testcase")
    failed = {case.get("name"): case.find("failure") is not None for case in cases}
    assert failed == {
        "test_index[client-baseline]": False, "test_index[client-again]": False, "test_index[client-candidate]": True,
    }  # fmt: skip


def test_only_the_target_that_is_named_is_used(pair):
    status, text = pair.write(targets=("client", "run")).command("--target", "client")
    assert status == EQUAL
    assert "on 1 target:" in text


def test_a_target_may_be_named_twice(pair):
    assert pair.write().command("--target", "client", "--target", "client")[0] == EQUAL


def test_each_app_is_compared_with_itself(pair):
    status, text = pair.write(targets=("run",), candidate='return "hello", 404').command("--against", "client")
    assert status == EQUAL
    assert "on 1 target:" in text


def test_a_server_s_log_is_named_when_something_failed(pair):
    _, text = pair.write(targets=("run",), candidate='return "hello", 404').command()
    assert "A server's log was kept: " in text


@pytest.fixture
def packages(pytester):
    """A pair whose two sources differ in one file of two."""
    pytester.makepyprojecttoml(
        '[tool.comparison]\nbaseline = {app = "one_side:app"}\ncandidate = {app = "other_side:app"}'
    )
    for package, line in (("one_side", "form = request.form"), ("other_side", "form = await request.form")):
        pytester.mkpydir(package)
        (pytester.path / package / "upload.py").write_text(f"{line}\n")
        (pytester.path / package / "same.py").write_text("a = 1\n")
    pytester.syspathinsert()


def test_diff_of_equal_files_is_empty(packages, pair):
    assert pair.command("diff", "same") == (EQUAL, "")


def test_diff_shows_the_files_that_differ(packages, pair):
    status, text = pair.command("diff")
    assert status == EQUAL
    assert "one_side/upload.py · other_side/upload.py" in text
    assert "form = await request.form" in text
    assert "same.py" not in text


def test_diff_of_a_feature_shows_that_alone(packages, pair):
    assert pair.command("diff", "upload") == pair.command("diff")


def test_diff_of_an_unknown_feature_tells_those_that_there_are(packages, pair):
    status, text = pair.command("diff", "nonsense")
    assert status == USAGE
    assert "'nonsense'; choose from __init__, same, upload." in text


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["compare", "--help"], ["diff", "--help"]], ids=" ".join
)
def test_help_needs_no_project(arguments, pair):
    status, text = pair.command(*arguments)
    assert status == EQUAL
    assert text


def test_the_exit_statuses_are_those_of_the_help(pair):
    _, text = pair.command("--help")
    statuses = "0 equal, 1 different or a failed test, 2 usage or start failure, 3 internal, 130 interrupted"
    assert statuses in " ".join(text.split())
    assert (EQUAL, DIFFERENT, USAGE, INTERNAL, INTERRUPTED) == (0, 1, 2, 3, 130)


@contextmanager
def started(folder, *arguments):
    """Start `python -m comparison` as a process of its own; it does not outlive the test."""
    (folder / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "temporary"), "COLUMNS": "200"}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    command = [sys.executable, "-m", "comparison", *arguments]
    with subprocess.Popen(command, cwd=folder, env=environment, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_module_is_the_command(pair):
    with started(pair.write().path, "--target", "client") as process:
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "1 same" in text) == (EQUAL, True)
    assert list((pair.path / "temporary").iterdir()) == []


@pytest.mark.parametrize("target", ["run", "hypercorn"])
def test_interrupted_it_leaves_no_server_and_no_folder(target, pair):
    test = """
    import asyncio, os, pathlib

    async def test_index(pair_client):
        port = (await pair_client.get("/")).text
        pathlib.Path("port.tmp").write_text(port)
        os.rename("port.tmp", "port")
        await asyncio.sleep(600)
    """
    pair.write(baseline='return str(request.environ["SERVER_PORT"])', test=test, targets=(target,))
    with started(pair.path) as process:
        while not (pair.path / "port").exists():
            assert process.poll() is None
            time.sleep(0.02)
        port = int((pair.path / "port").read_text())
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in text) == (INTERRUPTED, True)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    assert list((pair.path / "temporary").iterdir()) == []
