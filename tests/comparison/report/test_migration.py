"""The report of a migration: causes with their places, counts, and the same in text, Markdown and JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

from comparison.migrate.engine import ManualStep
from comparison.migrate.files import MigratedFile
from comparison.migrate.text_edits import EditedSource
from comparison.report import migration
from comparison.report.migration import (
    NEXT_STEPS,
    Cause,
    MigrationReport,
    Place,
    json_text,
    markdown,
    migration_report,
    summary,
    text_lines,
)

SCHEMA = json.loads(Path(migration.__file__).with_name("migration.schema.json").read_text(encoding="utf-8"))
SEVERITIES = {"FD001": "silent", "FD002": "cosmetic", "FD003": "loud"}
CHANGES = [["FQ001"], ["FQ004"]]
NEXT = ["Next:", *(f"  {step}" for step in NEXT_STEPS)]


def migrated(path, *steps, rules=(), target="", **values):
    """Return a migrated file with manual steps (line, id, reason); `rules` are those of its changed lines, in order."""
    after = {number: frozenset(names) for number, names in enumerate(rules, 1)}
    return MigratedFile(
        Path(path),
        Path(target or path),
        "before",
        "after" if rules else "before",
        EditedSource(b"", {}, after),
        tuple(ManualStep(*step) for step in steps),
        **values,
    )


def report_of(*files, extensions=()):
    return migration_report(files, SEVERITIES, extensions)


FULL = report_of(
    migrated("views.py", (3, "FD001", "read it"), (9, "FD001", "read it"), (4, "FD002", "look"), rules=CHANGES),
    migrated("api.py", (2, "FD001", "read it"), (5, "FQ501", "await it")),
    migrated("test_b.py", requests=(1,), rules=[["FQ001"]]),
    migrated("test_api.py", requests=(8, 7), is_test=True, tests_app=True),
    migrated("broken.py", problem="broken.py:1 is not valid Python"),
    extensions=["flask_login works with Quart through Quart-Auth"],
)
EMPTY = report_of(migrated("views.py"))


def test_cause_has_each_place_once_in_order():
    steps = [(9, "FD003", "read it"), (3, "FD003", "read it"), (3, "FD003", "read it")]
    report = report_of(migrated("b.py", *steps), migrated("a.py", (10, "FD003", "read it")))
    assert [str(place) for place in report.causes[0].places] == ["a.py:10", "b.py:3", "b.py:9"]
    assert (len(report.causes), report.steps) == (1, 3)


def test_place_is_in_the_file_as_it_is_written():
    report = report_of(migrated("shop/a.py", (1, "FD003", "read it"), target="store/a.py"))
    assert str(report.causes[0].places[0]) == "store/a.py:1"


def test_two_reasons_of_one_note_are_two_causes():
    report = report_of(migrated("a.py", (1, "FD003", "read it"), (1, "FD003", "write it")))
    assert [(cause.id, cause.reason) for cause in report.causes] == [("FD003", "read it"), ("FD003", "write it")]


def test_causes_are_in_the_order_of_harm_then_of_frequency_then_of_ids():
    steps = [
        (1, "FD002", "look"), (2, "FD002", "look"), (3, "FD002", "look"),
        (4, "FQ502", "await"), (5, "FQ501", "await"), (6, "FD003", "read"), (7, "FD003", "read"), (8, "FD001", "watch"),
    ]  # fmt: skip
    report = report_of(migrated("a.py", *steps))
    assert [(cause.severity, cause.id, len(cause.places)) for cause in report.causes] == [
        ("silent", "FD001", 1),
        ("loud", "FD003", 2),
        ("loud", "FQ501", 1),
        ("loud", "FQ502", 1),
        ("cosmetic", "FD002", 3),
    ]


def test_silent_step_is_silent_whatever_the_note_says():
    silent = frozenset({ManualStep(4, "FD002", "look")})
    report = report_of(migrated("a.py", (1, "FD002", "look"), *silent, silent_steps=silent))
    assert report.causes == (
        Cause("FD002", "look", "silent", (Place("a.py", 4),)),
        Cause("FD002", "look", "cosmetic", (Place("a.py", 1),)),
    )


def test_changed_and_moved_files_lines_and_different_rules_are_counted():
    report = report_of(
        migrated("a.py", rules=[["FQ001", "FQ002"], ["FQ001"]]),
        migrated("b.py", rules=[["FQ001"]]),
        migrated("c.py"),
        migrated("old/d.py", target="new/d.py"),
    )
    assert (report.files, report.lines, report.rules, report.steps) == (3, 3, 2, 0)


@pytest.mark.parametrize(
    ("file", "is_complete"),
    [
        pytest.param(migrated("a.py", rules=[["FQ001"]]), True, id="a file changes"),
        pytest.param(migrated("test_a.py", is_test=True, tests_app=True), True, id="a test file does not change"),
        pytest.param(migrated("a.py", (1, "FD003", "read it")), False, id="a step is left"),
        pytest.param(migrated("test_a.py", requests=(1,)), False, id="a request was not recognized"),
        pytest.param(migrated("a.py", problem="a.py is not ascii"), False, id="a file was left out"),
    ],
)
def test_report_is_complete_if_nothing_is_left_to_do(file, is_complete):
    assert report_of(file).is_complete is is_complete


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (migrated("test_a.py", tests_app=True), ("test_a.py",)),
        (migrated("test_a.py", tests_app=True, rules=[["FQ001"]]), ()),
        (migrated("test_a.py", is_test=True), ()),
    ],
    ids=["the file stays", "the file changes", "the file does not import the app"],
)
def test_test_file_of_an_app_that_stays_is_named(file, expected):
    assert report_of(file).unchanged_tests == expected


def test_problem_names_its_file_once():
    report = report_of(
        migrated("a.py", problem="a.py:1 is not valid Python"), migrated("b.py", problem="line 2 would not be valid")
    )
    assert report.problems == ("a.py:1 is not valid Python", "b.py: line 2 would not be valid")


def test_text_has_each_list_with_its_title():
    assert list(text_lines(FULL)) == [
        "Left to do by hand (nothing fails there):",
        "  FD001: read it.",
        "    api.py:2",
        "    views.py:3, 9",
        "Left to do by hand (fails when it runs):",
        "  FQ501: await it.",
        "    api.py:5",
        "Left to do by hand (looks different):",
        "  FD002: look.",
        "    views.py:4",
        "Extensions:",
        "  flask_login works with Quart through Quart-Auth",
        "Not recognized: 3 requests in 2 test files. Await each, if it is one:",
        "  test_api.py:7, 8",
        "  test_b.py:1",
        "Left out:",
        "  broken.py:1 is not valid Python",
        "Test files that were not changed:",
        "  test_api.py",
        *NEXT,
        "2 files and 3 lines to change, by 2 rules; 5 places to change by hand, for 3 causes.",
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((0, 0, 0, 0, 0), "0 files and 0 lines to change, by 0 rules; 0 places to change by hand, for 0 causes."),
        ((1, 1, 1, 1, 1), "1 file and 1 line to change, by 1 rule; 1 place to change by hand, for 1 cause."),
        ((2, 2, 2, 2, 1), "2 files and 2 lines to change, by 2 rules; 2 places to change by hand, for 1 cause."),
        ((2, 2, 2, 2, 2), "2 files and 2 lines to change, by 2 rules; 4 places to change by hand, for 2 causes."),
    ],
)
def test_summary_has_each_count_with_its_noun(numbers, expected):
    files, lines, rules, places, causes = numbers
    cause = Cause("FD003", "read it", "loud", tuple(Place("a.py", line) for line in range(1, places + 1)))
    assert summary(MigrationReport((cause,) * causes, (), (), (), (), files, lines, rules)) == expected


@pytest.mark.parametrize(
    ("requests", "expected"),
    [
        pytest.param({"test_a.py": (1,)}, "1 request in 1 test file", id="one request is not recognized"),
        pytest.param({"test_a.py": (1, 2)}, "2 requests in 1 test file", id="one file has two of them"),
        pytest.param(
            {"test_a.py": (1,), "test_b.py": (1,)}, "2 requests in 2 test files", id="two files have one each"
        ),
    ],
)
def test_requests_are_counted_with_their_nouns(requests, expected):
    report = report_of(*(migrated(path, requests=lines) for path, lines in requests.items()))
    assert next(text_lines(report)).startswith(f"Not recognized: {expected}. Await ")


def test_markdown_has_a_box_for_each_place():
    assert markdown(FULL).split("\n\n")[:9] == [
        "# Migration to Quart",
        summary(FULL),
        "## Left to do by hand: nothing fails there",
        "**FD001**: read it.",
        "- [ ] `api.py:2`\n- [ ] `views.py:3`\n- [ ] `views.py:9`",
        "## Left to do by hand: fails when it runs",
        "**FQ501**: await it.",
        "- [ ] `api.py:5`",
        "## Left to do by hand: looks different",
    ]
    assert markdown(FULL).endswith("\n\n## Next\n\n" + "".join(f"- {step}\n" for step in NEXT_STEPS))


def test_empty_report_is_its_summary():
    assert list(text_lines(EMPTY)) == [summary(EMPTY)]
    assert markdown(EMPTY) == f"# Migration to Quart\n\n{summary(EMPTY)}\n"


@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["all lists have items", "no list has items"])
def test_json_is_as_its_schema_says(report):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    values = json.loads(json_text(report))
    jsonschema.validate(values, SCHEMA, jsonschema.Draft202012Validator)
    assert values["summary"]["complete"] is (report is EMPTY)


def test_json_has_what_the_text_has():
    values = json.loads(json_text(FULL))
    assert values["summary"] == {"files": 2, "lines": 3, "rules": 2, "steps": 5, "complete": False}
    assert values["causes"][0] == {
        "id": "FD001",
        "severity": "silent",
        "reason": "read it",
        "places": [{"file": file, "line": line} for file, line in (("api.py", 2), ("views.py", 3), ("views.py", 9))],
    }
    places = (("test_api.py", 7), ("test_api.py", 8), ("test_b.py", 1))
    assert values["requests"] == [{"file": file, "line": line} for file, line in places]
    assert values["problems"] == ["broken.py:1 is not valid Python"]
    assert values["unchanged_tests"] == ["test_api.py"]
    assert values["extensions"] == ["flask_login works with Quart through Quart-Auth"]
    assert values["next"] == list(NEXT_STEPS)
