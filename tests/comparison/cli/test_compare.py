"""The command `comparison compare`: its options, and the files that it writes."""

import json
from xml.etree import ElementTree as ET

import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.report.json_report import SCHEMA

TESTS = """
import pytest

@pytest.mark.parametrize("number", [2, 1])
async def test_a(pair_client, number):
    await pair_client.get("/")

async def test_b(pair_client):
    await pair_client.get("/")

async def test_c(pair_client):
    await pair_client.get("/")
"""


def test_equal_apps_are_equal(pair):
    status, text = pair.write().command()
    assert status == EQUAL
    assert "1 test on 1 target: 1 same" in text


@pytest.mark.torture
def test_result_says_that_traces_are_compared_on_client_alone(pair):
    inside = "Traces, what happens inside the apps, are compared on `client` alone."
    assert inside not in pair.write().command()[1]
    assert inside in pair.write(targets=("client", "run")).command()[1]


def test_json_has_the_result_and_names_its_form(pair):
    file = pair.path / "result.json"
    assert pair.write(candidate='return "hällo"').command("--json", file)[0] == DIFFERENT
    value = json.loads(file.read_text(encoding="utf-8"))
    assert (value["schema"], value["equal"], len(value["cells"])) == (SCHEMA, False, 1)
    [difference] = [item for item in value["cells"][0]["differences"] if item["field"] == "body"]
    assert (difference["baseline"], difference["candidate"]) == ("hello", "hällo")
    assert "hällo" in file.read_text(encoding="utf-8")


def test_junit_has_each_run_of_a_test(pair):
    file = pair.path / "result.xml"
    assert pair.write(candidate='return "hello", 404').command("--junit", file)[0] == DIFFERENT
    cases = ET.parse(file).getroot().iter("testcase")
    failed = {case.get("name"): case.find("failure") is not None for case in cases}
    assert failed == {
        "test_index[client-baseline]": False, "test_index[client-repeat]": False, "test_index[client-candidate]": True,
    }  # fmt: skip


def test_markdown_has_the_verdict(pair):
    file = pair.path / "summary.md"
    assert pair.write().command("--markdown", file)[0] == EQUAL
    assert file.read_text("utf-8").startswith("## Equal (1 test on 1 target)\n")


@pytest.mark.torture
def test_shards_share_the_tests_and_leave_open_what_is_unused(pair):
    file, tests = pair.path / "result.json", []
    pair.write(test=TESTS, settings='normalizers = ["date"]')
    for number in (1, 2):
        status, text = pair.command("--shard", f"{number}/2", "--json", file, "-k", "not test_c")
        result = json.loads(file.read_text("utf-8"))
        assert (status, "removes no noise" in text, result["equal"]) == (EQUAL, False, True)
        assert result["shard"] == {"number": number, "count": 2}
        tests.append(sorted({cell["test"] for cell in result["cells"]}))
    assert tests == [["test_pair.py::test_a[1]", "test_pair.py::test_b"], ["test_pair.py::test_a[2]"]]


@pytest.mark.torture
def test_shard_is_the_same_in_several_processes(pair):
    file = pair.path / "result.json"
    pair.write(test=TESTS, targets=("client", "run"))
    assert pair.command("--shard", "2/2", "--json", file, "--jobs", "2")[0] == EQUAL
    cells = json.loads(file.read_text("utf-8"))["cells"]
    assert [(cell["test"].partition("::")[2], cell["target"]) for cell in cells] == [
        ("test_a[2]", "client"), ("test_a[2]", "run"), ("test_c", "client"), ("test_c", "run"),
    ]  # fmt: skip


def test_shard_says_what_is_unused_in_it(pair):
    file = pair.path / "result.json"
    assert (
        pair.write(test=TESTS, settings='normalizers = ["date"]').command("--shard", "1/2", "--json", file)[0] == EQUAL
    )
    assert json.loads(file.read_text("utf-8"))["unused_normalizers"] == ["date"]


def test_shard_without_a_test_is_an_error(pair):
    status, text = pair.write().command("--shard", "2/2")
    assert (status, "Nothing was compared in shard 2/2" in text, "Use fewer shards" in text) == (USAGE, True, True)
    status, text = pair.command("--shard", "3/2")
    assert (status, "Error: --shard is '3/2', but must be the number of a shard" in text) == (USAGE, True)


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


@pytest.mark.torture
def test_a_server_s_log_is_named_when_something_failed(pair):
    _, text = pair.write(targets=("run",), candidate='return "hello", 404').command()
    assert "Kept the logs of the servers: " in text
