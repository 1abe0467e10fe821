"""What the page says of a result: the verdict, the versions, and the lists."""

import pytest

from comparison.compare import Cell, Comparison
from comparison.report.json_report import comparison_json
from comparison.report.page.causes import causes_of
from comparison.report.page.overview import (
    NoteText,
    expected_of,
    failures_of,
    noise_of,
    note_ids,
    paragraphs,
    slowest_of,
    verdict,
    versions_of,
    warnings_of,
)
from comparison.values.masking import Noise

from ..comparisons import COMPARISON, EXPECTED

SAME, EXPECTED_CELL, DIFFERENT = COMPARISON.cells


def sentence(*cells, failures=()):
    result = comparison_json(Comparison(cells), 1, failures=failures)
    return verdict(result, causes_of(result))


@pytest.mark.parametrize(
    ("cells", "failures", "text"),
    [
        ((), (), "Nothing was compared."),
        ((SAME,), (), "Both apps answer alike in the only test."),
        ((SAME, Cell("b", "client")), (), "Both apps answer alike in all 2 tests."),
        ((SAME, EXPECTED_CELL), (), "Both apps answer alike in the only test, apart from what is expected."),
        ((SAME, DIFFERENT), (), "1 cause makes 1 of 2 tests differ."),
        (
            (DIFFERENT, Cell("b", "client", failed=True)),
            (),
            "1 cause makes 1 of 2 tests differ, and 1 more test failed.",
        ),
        ((SAME, Cell("b", "client", failed=True)), (), "1 test failed. Otherwise both apps answer alike."),
        ((), [("a", "b")], "1 test failed. Otherwise both apps answer alike."),
    ],
)
def test_result_is_a_sentence(cells, failures, text):
    assert sentence(*cells, failures=failures) == text


def test_what_limits_the_verdict_is_said():
    comparison = Comparison((SAME,), unused_expected=(EXPECTED,), unpaired=("a on run",), notices=("No gunicorn.",))
    assert warnings_of(comparison_json(comparison, 130, wanted=2)) == [
        "No gunicorn.",
        "The run is not complete: not every test ran on every target.",
        "1 expected difference did not occur: `comparison accept --prune` removes them.",
        "1 test ran on one side of a target alone.",
    ]
    assert warnings_of(comparison_json(None, 2, error="no \x1b[1msettings"))[0] == r"no \x1b[1msettings"


def test_noise_is_listed_by_request_and_field():
    noise = (Noise(1, "GET /", "body", ("1", "2")),)
    cells = (Cell("a", "client", noise=noise), Cell("b", "client", noise=noise), Cell("b", "run", noise=noise))
    [row] = noise_of(comparison_json(Comparison(cells), 0))
    assert (row.request, row.field, row.tests, row.examples) == ("GET /", "body", 2, ("1", "2"))


def test_expected_differences_are_listed_by_reason():
    [row] = expected_of(comparison_json(COMPARISON, 1))
    assert (row.because, row.fields, row.tests, row.targets) == (
        "404 is better", ["status"], ["test_a.py::test_one_thing"], ["run"],
    )  # fmt: skip


def test_failures_of_a_test_are_one_if_they_end_alike():
    failures = [("t.py::a[run-baseline]", "1\nE: x"), ("t.py::a[run-candidate]", "2\nE: x"), ("t.py::a", "E: y")]
    rows = failures_of(comparison_json(COMPARISON, 1, failures=failures))
    assert [(row.test, row.runs, row.text) for row in rows] == [
        ("t.py::a", "run-baseline, run-candidate", "1\nE: x"), ("t.py::a", "", "E: y"),
    ]  # fmt: skip


def test_slowest_come_first():
    assert [seconds for _, _, seconds in slowest_of(comparison_json(COMPARISON, 1))] == [3.0, 2.0, 1.0]


@pytest.mark.parametrize(
    ("sides", "rows", "both"),
    [
        (("3.1", "3.1"), [("baseline", "a:app", ""), ("candidate", "b:app", "")], "flask 3.1"),
        (("3.0", "3.1"), [("baseline", "a:app", "flask 3.0"), ("candidate", "b:app", "flask 3.1")], ""),
    ],
)
def test_versions_of_both_are_said_once(sides, rows, both):
    versions = {side: {"flask": version} for side, version in zip(("baseline", "candidate"), sides, strict=True)}
    apps = {"baseline": "a:app", "candidate": "b:app"}
    assert versions_of(comparison_json(Comparison((), versions=versions, apps=apps), 0)) == (rows, both)


def test_result_that_did_not_run_has_the_versions_of_this_interpreter():
    assert "flask " in versions_of(comparison_json(None, 2))[1]


def test_notes_of_differences_and_reasons_are_named():
    known = {id: NoteText("", "", "", "") for id in ("FD001", "FD201")}
    result = comparison_json(COMPARISON, 1)
    assert note_ids(result, known) == []
    result["cells"][1]["differences"][0]["because"] = "FD201: it is so"
    result["cells"][2]["differences"][0]["notes"]["possible"] = ["FD001", "FD999"]
    assert note_ids(result, known) == ["FD001", "FD201"]


def test_note_has_paragraphs_and_code():
    assert paragraphs("a `b`\nc\n\nd") == [[("a ", False), ("b", True), (" c", False)], [("d", False)]]
