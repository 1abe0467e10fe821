"""The report of a migration in text, Markdown and JSON."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from comparison.report import migration
from comparison.report.migration import Cause, MigrationReport, Place, Surroundings
from comparison.report.migration_text import json_text, markdown, summary, text_lines

from .migrations import EMPTY, FULL, migrated, report_of

SCHEMA = json.loads(Path(migration.__file__).with_name("migration.schema.json").read_text(encoding="utf-8"))
NEXT = ["Next:", *(f"  {step}" for step in FULL.next_steps)]


def test_text_has_each_list_with_its_title():
    assert list(text_lines(FULL)) == [
        "Left to do by hand (silent: no error, but a wrong result):",
        "  FD001: read it.",
        "    api.py:2",
        "    views.py:3, 9",
        "Left to do by hand (loud: an error when it runs):",
        "  FQ501: await it.",
        "    api.py:5",
        "Left to do by hand (looks different):",
        "  FD002: look.",
        "    views.py:4",
        "Extensions:",
        "  api.py:1: Flask-Login works with the lines below",
        "Put these lines at the top of shop.py, before all imports but `from __future__`:",
        "  import quart",
        "  a()",
        "Not recognized: 3 requests in 2 test files. Await each, if it is one:",
        "  test_api.py:7, 8",
        "  test_b.py:1",
        "Left out. Fix these files and run again, or migrate them by hand:",
        "  broken.py:1 is not valid Python",
        "These test files need no change that is known; look whether they do:",
        "  test_api.py",
        *NEXT,
        "2 files and 3 lines to change, by 2 rules; 5 places to change by hand, for 3 causes.",
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((0, 0, 0, 0, 0), "0 files and 0 lines to change, by 0 rules; no place to change by hand."),
        ((1, 1, 1, 1, 1), "1 file and 1 line to change, by 1 rule; 1 place to change by hand, for 1 cause."),
        ((2, 2, 2, 2, 1), "2 files and 2 lines to change, by 2 rules; 2 places to change by hand, for 1 cause."),
        ((2, 2, 2, 2, 2), "2 files and 2 lines to change, by 2 rules; 4 places to change by hand, for 2 causes."),
    ],
)
def test_summary_has_each_count_with_its_noun(numbers, expected):
    files, lines, rules, places, causes = numbers
    cause = Cause("FD003", "read it", "loud", tuple(Place("a.py", line) for line in range(1, places + 1)))
    assert summary(MigrationReport((cause,) * causes, (), (), (), files, lines, rules)) == expected


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
        "## Left to do by hand: silent: no error, but a wrong result",
        "**FD001**: read it.",
        "- [ ] `api.py:2`\n- [ ] `views.py:3`\n- [ ] `views.py:9`",
        "## Left to do by hand: loud: an error when it runs",
        "**FQ501**: await it.",
        "- [ ] `api.py:5`",
        "## Left to do by hand: looks different",
    ]
    assert markdown(FULL).endswith("\n\n## Next\n\n" + "".join(f"- {step}\n" for step in FULL.next_steps))
    assert "before all imports but `from __future__`\n\n```python\nimport quart\na()\n```\n" in markdown(FULL)


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
    assert values["extensions"] == [
        {"sentence": "Flask-Login works with the lines below", "places": [{"file": "api.py", "line": 1}]}
    ]
    assert values["start"] == {"file": "shop.py", "lines": ["import quart", "a()"]}
    assert values["next"] == FULL.next_steps


def test_written_files_are_changed_and_no_longer_to_change():
    written = replace(FULL, surroundings=Surroundings(is_written=True))
    assert summary(written) == summary(FULL).replace("to change, by", "changed, by")


@pytest.mark.parametrize("width", [40, 80])
def test_lines_are_as_wide_as_the_terminal_and_say_the_same(width):
    lines = list(text_lines(FULL, width))
    assert max(map(len, lines)) <= width
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(text_lines(FULL)).split())


def test_code_is_not_wrapped():
    assert "  import quart" in text_lines(FULL, 10)
