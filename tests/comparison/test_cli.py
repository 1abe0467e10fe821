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

from .benchmark.made_up import made_up

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


def test_grid_says_where_nobody_looks_inside(pair):
    inside = "What happens inside the apps is compared on `client` alone."
    assert inside not in pair.write().command()[1]
    assert inside in pair.write(targets=("client", "run")).command()[1]


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


def test_apps_that_differ_are_shown_where_a_test_is_expected_to_fail(pair):
    test = "import pytest\n\n@pytest.mark.xfail\nasync def test_index(pair_client):\n    await pair_client.get('/')"
    status, text = pair.write(candidate='return "hello", 404', test=test).command()
    assert status == DIFFERENT
    assert text.count("The apps differ on client, 1 difference:") == 1


def test_test_that_fails_on_both_sides_as_expected_is_none_that_differs(pair):
    test = "import pytest\n\n@pytest.mark.xfail\nasync def test_index(pair_client):\n    await pair_client.get('/')\n"
    status, text = pair.write(test=f"{test}    assert 1 == 2").command()
    assert (status, "1 == 2" in text) == (EQUAL, False)


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
    "arguments",
    [["--help"], ["--version"], ["compare", "--help"], ["diff", "--help"], ["migrate", "--help"], ["notes", "--help"]],
    ids=" ".join,
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


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_file_that_can_not_be_written_is_told_before_the_work(option, pair):
    pair.write(test="def test_index(pair_client): open('ran', 'w')")
    for path, why in (("missing/a", "No such file or directory"), ("flask_side.py/a", "Not a directory")):
        status, text = pair.command(option, path)
        assert (status, f"{path} can't be written: {why}." in text) == (USAGE, True)
    assert not (pair.path / "ran").exists()


def test_short_help_is_help(pair):
    assert pair.command("-h") == pair.command("--help")


@pytest.mark.parametrize("arguments", [["-k", "nonsense"], ["--target", "nowhere"], ["migrate", "nowhere.py"]])
def test_errors_are_no_part_of_the_result(arguments, pair):
    with started(pair.write().path, *arguments, stderr=subprocess.PIPE) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out.strip(), "Error: " in err) == (USAGE, "", True)


def test_what_the_terminal_can_not_show_is_shown_escaped(pair):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    command = [sys.executable, "-m", "comparison", "notes", "FD101"]
    done = subprocess.run(command, cwd=pair.write().path, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (EQUAL, b"")
    assert done.stdout.isascii()


@contextmanager
def started(folder, *arguments, stderr=subprocess.STDOUT):
    """Start `python -m comparison` as a process of its own; it does not outlive the test."""
    (folder / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(folder / "temporary"), "COLUMNS": "200"}
    options = {"stdout": subprocess.PIPE, "stderr": stderr, "text": True}
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


@pytest.mark.parametrize("targets", [("run",), ("hypercorn",), ("run", "hypercorn")], ids=" ".join)
def test_interrupted_it_leaves_no_server_and_no_folder(targets, pair):
    test = """
    import asyncio, os, pathlib

    async def test_index(pair_client):
        port = (await pair_client.get("/")).text
        pathlib.Path("port.tmp").write_text(port)
        os.rename("port.tmp", "port")
        await asyncio.sleep(600)
    """
    pair.write(baseline='return str(request.environ["SERVER_PORT"])', test=test, targets=targets)
    (pair.path / "a.json").write_text("an earlier one")
    with started(pair.path, "--jobs", str(len(targets)), "--json", "a.json") as process:
        while not (pair.path / "port").exists():
            assert process.poll() is None
            time.sleep(0.02)
        port = int((pair.path / "port").read_text())
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in text) == (INTERRUPTED, True)
    assert (pair.path / "a.json").read_text() == "an earlier one"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    assert list((pair.path / "temporary").iterdir()) == []


def test_interrupted_benchmark_ends_with_its_own_status(pair):
    with (pair.write().path / "pyproject.toml").open("a") as file:
        file.write('[tool.comparison.benchmark.workloads]\nwait = { path = "/" }\n')
    with started(pair.path, "benchmark", "--rounds", "1000") as process:
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in text, "Traceback" in text) == (INTERRUPTED, True, False)


VIEW = "app = {}(__name__)\n\n\n@app.get('/')\n"
BEFORE = f"from flask import Flask, flash\n\n{VIEW.format('Flask')}def index():\n    flash('a')\n"
AFTER = f"from quart import Quart, flash\n\n{VIEW.format('Quart')}async def index():\n    await flash('a')\n"


@pytest.fixture
def shop(pair):
    """A folder with one package, and the command."""
    (pair.path / "shop").mkdir()
    (pair.path / "shop" / "__init__.py").write_text(BEFORE)
    return pair


def test_migrate_prints_a_patch_and_writes_nothing(shop):
    status, text = shop.command("migrate", "shop")
    assert status == EQUAL
    assert [line for line in text.splitlines() if line.startswith("+")] == [
        "+++ shop/__init__.py",
        *(f"+{line}" for line in AFTER.splitlines() if line not in BEFORE.splitlines()),
    ]
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE


def test_migrate_writes_and_then_has_nothing_to_do(shop):
    assert shop.command("migrate", "shop", "--write") == (EQUAL, "shop/__init__.py\n")
    assert (shop.path / "shop/__init__.py").read_text() == AFTER
    assert shop.command("migrate", "shop") == shop.command("migrate", "shop", "--check") == (EQUAL, "")


def test_migrate_writes_a_renamed_package_beside_the_old(shop):
    assert shop.command("migrate", "shop", "--write", "--rename", "shop=store") == (EQUAL, "store/__init__.py\n")
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE
    assert (shop.path / "store/__init__.py").read_text() == AFTER


def test_migrate_overwrites_nothing_that_was_written_by_hand(shop):
    (shop.path / "store").mkdir()
    (shop.path / "store/__init__.py").write_text("by hand")
    status, text = shop.command("migrate", "shop", "--write", "--rename", "shop=store")
    assert status == USAGE
    assert "store/__init__.py is there already" in text
    assert (shop.path / "store/__init__.py").read_text() == "by hand"


def test_migrate_check_is_different_when_something_would_change(shop):
    assert shop.command("migrate", "--check", "shop") == (DIFFERENT, "shop/__init__.py\n")


def test_migrate_applies_the_rules_that_were_chosen(shop):
    only = shop.command("migrate", "shop", "--only", "FQ501")[1]
    assert "+    await flash('a')" in only
    assert "+from quart" not in only
    assert "await flash" not in shop.command("migrate", "shop", "--skip", "FQ501")[1]


def test_migrate_tells_what_is_left_to_do_by_hand(shop):
    (shop.path / "shop/jobs.py").write_text("from flask import flash\nnow = lambda: flash('a')\n")
    text = shop.command("migrate", "shop/jobs.py")[1]
    assert "shop/jobs.py:2: FQ501: a lambda cannot wait: make it an `async def`." in text


def test_migrate_leaves_alone_what_is_written_by_hand(shop):
    assert shop.command("migrate", "shop", "--by-hand", "shop") == (EQUAL, "")


def test_migrate_lists_the_rules(pair):
    text = pair.command("migrate", "--list")[1]
    assert "FQ501  messages   flash is awaited." in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["migrate"], "No path was given"),
        (["migrate", "nonsense"], "nonsense is not there: give a Python file, or a folder with some."),
        (["migrate", "shop", "--only", "FQ999"], "There is no rule 'FQ999'; `comparison migrate --list` shows all."),
        (["migrate", "shop", "--rename", "shop"], "--rename is 'shop', but must be OLD=NEW"),
        (["migrate", "broken.py"], "broken.py:1 is not valid Python"),
        (["migrate", "shop", "--write", "--check"], "--write and --check were both given: choose one."),
        (["migrate", "shop", "--only", "FD101"], "FD101 is a divergence, which nothing rewrites"),
        (["notes", "nonsense"], "There is no note 'nonsense'; `comparison notes` lists all."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistake_in_migrate_or_notes_is_told_without_a_traceback(shop, arguments, told):
    (shop.path / "broken.py").write_text("def (:\n")
    status, text = shop.command(*arguments)
    assert status == USAGE
    assert told in text.replace("\n", " ")
    assert "Traceback" not in text


def test_notes_are_listed_and_printed(pair):
    listed = pair.command("notes")[1]
    assert "FQ501  rule      flash is awaited." in listed
    assert "FD101  silent    A chunked upload is not held to MAX_CONTENT_LENGTH." in listed
    page = pair.command("notes", "fd101")[1]
    assert "What happens: Anybody can fill the disk" in page


def test_benchmark_shows_an_earlier_run_and_writes_its_page(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(made_up().as_json()))
    status, text = pair.command("benchmark", "--from", "a.json", "--html", "a.html", "--json", "b.json")
    assert status == EQUAL
    assert "Flask/gunicorn" in text
    assert (pair.path / "a.html").read_text("utf-8").startswith("<!doctype html>")
    assert (pair.path / "b.json").read_bytes()


def test_benchmark_of_apps_that_differ_ends_as_different(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(made_up({"page": "status 200 and 404"}).as_json()))
    status, text = pair.command("benchmark", "--from", "a.json")
    assert status == DIFFERENT
    assert "status 200 and 404" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--workload", "fast"], "There is no workload 'fast'; choose from page"),
        (["--with", "apache"], "There is no server 'apache'"),
        (["--html", "missing/a.html"], "missing/a.html can't be written: No such file or directory."),
        (["--from", "pyproject.toml"], "pyproject.toml is no JSON"),
        (["--rounds", "1"], "--rounds"),
    ],
)
def test_benchmark_names_what_can_not_be(pair, arguments, said):
    status, text = pair.write().command("benchmark", *arguments)
    assert status == USAGE
    assert said in text


def test_benchmark_without_its_extra_says_what_to_install(pair, monkeypatch):
    monkeypatch.setitem(sys.modules, "comparison.benchmark", None)
    status, text = pair.write().command("benchmark")
    assert status == USAGE
    assert 'pip install "flask-quart-pair[benchmark]"' in text.replace("\n", " ")
