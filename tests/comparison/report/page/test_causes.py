"""The causes of differences, each with its first difference in the form that suits it."""

import json

import pytest

from comparison.compare import Cell, Comparison, Run, RunDifference
from comparison.report.json_report import comparison_json
from comparison.report.page import causes as module
from comparison.report.page.causes import causes_of
from comparison.values.difference import Difference
from comparison.values.exchange import Request
from comparison.values.note_names import NoteNames

RUNS = (Run("client", "baseline"), Run("client", "candidate"))
REQUEST = Request("GET", "/a")


def result_of(*differences, logs=("", ""), runs=RUNS, **fields):
    """Return the result of a test with these differences; each is a field and two values."""
    items = [
        RunDifference(Difference(position, REQUEST, *values), None, runs, logs=logs, **fields)
        for position, values in enumerate(differences, 1)
    ]
    comparison = Comparison((Cell("test_a.py::test_b", "client", tuple(items)),))
    # As it is read from a file.
    return json.loads(json.dumps(comparison_json(comparison, 1)))


def test_short_values_are_part_of_the_title():
    [cause] = causes_of(result_of(("status", "200", "500"), logs=("", "Traceback\nKeyError: 'a'"), agreed=4))
    assert cause.title == "GET /a: status 200 → 500"
    assert cause.values.candidate == (("500", True),)
    assert (cause.count, cause.certainty) == ("1 exchange in 1 test", "stable in 4 repeats of the baseline")
    assert cause.place == ("test_a.py::test_b", "client", 1)
    assert cause.logs == [("candidate", "Traceback\nKeyError: 'a'")]


def test_header_that_is_missing_is_named():
    [cause] = causes_of(result_of(("header vary", "Cookie", None)))
    assert cause.title == "GET /a: header vary Cookie → not there"


def test_json_differs_by_path():
    left, right = ({"a": {"b": number}, "c": 1} for number in (1, "1"))
    [cause] = causes_of(result_of(("body", json.dumps(left), json.dumps(right))))
    [(path, row)] = cause.paths
    assert (path, row.candidate, cause.rows) == ("$.a.b", (('"1"', True),), ())


def test_many_paths_are_cut():
    left, right = (json.dumps({str(key): value for key in range(20)}) for value in (1, 2))
    [cause] = causes_of(result_of(("body", left, right)))
    assert (len(cause.paths), cause.lines) == (8, ["12 more places differ"])


def test_texts_differ_by_line_and_say_what_it_means():
    [cause] = causes_of(result_of(("body", "<html><a b c></html>", "<html><a c b></html>")))
    assert (len(cause.rows), cause.values) == (1, None)
    assert cause.lines == ["equal as HTML, different as bytes: spaces or the order of attributes"]
    [cause] = causes_of(result_of(("body", '{"a": 1}', '{"a":1}')))
    assert cause.lines == ["equal as JSON, different as bytes: the order of keys, spaces or escapes"]


def test_what_follows_is_named_and_not_a_cause():
    [cause] = causes_of(result_of(("status", "200", "500"), ("body", "a", "b")))
    assert cause.consequences == "1 difference in body"


def test_notes_and_targets_are_named():
    runs = (Run("client", "candidate"), Run("run", "candidate"))
    notes = NoteNames(possible=("FD201", "FD001"))
    [cause] = causes_of(result_of(("header vary", "a", "b"), runs=runs, notes=notes, varies=True))
    assert (cause.names, cause.possible, cause.certain) == (("client", "run"), ("FD201", "FD001"), ())
    assert cause.certainty == "the baseline varies here too, but not like this"


@pytest.mark.parametrize("is_bounded", [True, False])
def test_result_without_differences_has_the_text_of_its_causes(is_bounded, monkeypatch):
    result = result_of(("status", "200", "\x1b500"))
    if is_bounded:
        result["cells"][0]["differences"] = []
    else:
        monkeypatch.setattr(module, "_IN_FULL", 0)
    [cause] = causes_of(result)
    assert (cause.field, cause.values) == ("status", None)
    assert "candidate: \\x1b500" in cause.text
