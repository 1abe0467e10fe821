"""The command: what it prints, and what it leaves."""

import json
import os
import sys
from subprocess import PIPE
from xml.etree import ElementTree as ET

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.report.as_json import SCHEMA
from comparison.targets import child

from ..benchmark.sample_results import sample_result


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


def test_short_help_is_help(pair):
    assert pair.command("-h") == pair.command("--help")


def test_what_the_terminal_can_not_show_is_shown_escaped(pair):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    command = [sys.executable, "-m", "comparison", "notes", "FD101"]
    done = child.run(command, 60, environment, cwd=pair.write().path, stdout=PIPE, stderr=PIPE)
    assert (done.returncode, done.stderr) == (EQUAL, b"")
    assert done.stdout.isascii()


def test_notes_are_listed_and_printed(pair):
    listed = pair.command("notes")[1]
    assert "FQ501  rule      Await flash." in listed
    assert "FD101  silent    MAX_CONTENT_LENGTH and a chunked multipart upload: Flask" in listed
    page = pair.command("notes", "fd101")[1]
    assert "What happens: Anybody can fill the disk" in page


def test_benchmark_shows_an_earlier_run_and_writes_its_page(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(sample_result().as_json()))
    status, text = pair.command("benchmark", "--from", "a.json", "--html", "a.html", "--json", "b.json")
    assert status == EQUAL
    assert "Flask/gunicorn" in text
    assert (pair.path / "a.html").read_text("utf-8").startswith("<!doctype html>")
    assert (pair.path / "b.json").read_bytes()


def test_benchmark_of_apps_that_differ_ends_as_different(pair):
    pair.write()
    (pair.path / "a.json").write_text(json.dumps(sample_result({"page": "status 200 and 404"}).as_json()))
    status, text = pair.command("benchmark", "--from", "a.json")
    assert status == DIFFERENT
    assert "status 200 and 404" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--workload", "fast"], "There is no workload 'fast' (--workload): choose from page"),
        (["--with", "apache"], "There is no server 'apache'"),
        (["--html", "missing/a.html"], "missing/a.html can't be written: No such file or directory."),
        (["--from", "pyproject.toml"], "pyproject.toml is not JSON"),
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
