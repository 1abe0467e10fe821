"""Findings in SARIF 2.1.0: what the standard requires is there, and references fit."""

import json

from comparison.report.inspection_sarif import sarif_text

from .inspections import LOUD, QUIET


def run_of(report):
    log = json.loads(sarif_text(report, "1.2"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [run] = log["runs"]
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("comparison", "1.2")
    return run


def test_each_result_names_its_rule_and_its_place():
    run = run_of(LOUD)
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["FD101", "FD116"]
    assert len(run["results"]) == 13
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        assert min(region["startLine"], region["startColumn"]) >= 1
    assert [result["level"] for result in run["results"]].count("note") == 1


def test_uri_has_no_sign_that_is_not_allowed():
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run_of(LOUD)["results"]}
    assert uris == {"shop/views.py", "shop/100%25%2C%20a%3Ab.py"}


def test_accepted_findings_are_suppressed():
    kinds = [[entry["kind"] for entry in result.get("suppressions", ())] for result in run_of(LOUD)["results"]]
    assert kinds == [[]] * 11 + [["inSource"], ["external"]]


def test_fingerprint_is_that_of_note_and_line():
    results = run_of(LOUD)["results"]
    assert len({result["partialFingerprints"]["noteAndLine/v1"] for result in results}) == len(results)


def test_app_without_findings_has_an_empty_run():
    assert run_of(QUIET)["results"] == []
