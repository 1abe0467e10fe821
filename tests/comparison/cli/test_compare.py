"""The command `comparison compare`: its options, and the files that it writes."""

import json
from xml.etree import ElementTree as ET

from comparison.cli.terminal import DIFFERENT, EQUAL
from comparison.report.json_report import SCHEMA


def test_equal_apps_are_equal(pair):
    status, text = pair.write().command()
    assert status == EQUAL
    assert "1 test on 1 target: 1 same" in text


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
    assert "Kept the logs of the servers: " in text
