"""The command `migrate` reports manual steps, annotates them, and writes the report to a file."""

import json
from pathlib import Path

import jsonschema
import pytest

from comparison.cli.terminal import DIFFERENT, EQUAL, USAGE
from comparison.report import migration

from .migrated_shop import BEFORE, NEXT, REPORT, commit, written

# A lambda that flashes is a manual step.
JOBS = "from flask import flash\nnow = lambda: flash('a')\n"
JOBS_REPORT = (
    "Left to do by hand (loud: an error when it runs):\n"
    "  FQ501: a lambda cannot await: make it an `async def`.\n"
    "    shop/jobs.py:2\n"
    f"{NEXT.replace('  serve', '  read the notes of what is left: `comparison notes ID`' + chr(10) + '  serve')}"
    "1 file and 1 line to change, by 1 rule; 1 place to change by hand, for 1 cause.\n"
)
TODO = "# TODO(FQ501): a lambda cannot await: make it an `async def`."


@pytest.fixture
def jobs(shop):
    """The same with a module that has a manual step."""
    (shop.path / "shop/jobs.py").write_text(JOBS)
    commit(shop.path)
    return shop


def test_migrate_reports_what_is_left_to_do_by_hand(jobs):
    status, text, errors = jobs.outputs("migrate", "shop/jobs.py")
    assert (status, errors) == (DIFFERENT, JOBS_REPORT)
    assert text.splitlines()[-3:] == [
        "-from flask import flash",
        "+from quart import flash",
        " now = lambda: flash('a')",
    ]


def test_migrate_estimate_prints_the_report_alone(jobs):
    assert jobs.outputs("migrate", "shop/jobs.py", "--estimate") == (DIFFERENT, "", JOBS_REPORT)
    assert jobs.outputs("migrate", "shop/__init__.py", "--estimate") == (EQUAL, "", REPORT)


def test_migrate_estimate_of_nothing_is_a_summary(shop):
    (shop.path / "empty.py").touch()
    summary = "0 files and 0 lines to change, by 0 rules; no place to change by hand.\n"
    assert shop.outputs("migrate", "empty.py", "--estimate") == (EQUAL, "", summary)


@pytest.mark.parametrize(
    ("options", "status", "is_written"),
    [(["--check"], DIFFERENT, False), (["--write"], DIFFERENT, True)],
    ids=["with --check", "with --write"],
)
def test_status_with_a_manual_step(jobs, options, status, is_written):
    report = written(JOBS_REPORT) if is_written else JOBS_REPORT
    assert jobs.outputs("migrate", "shop/jobs.py", *options) == (status, "shop/jobs.py\n", report)
    assert ((jobs.path / "shop/jobs.py").read_text() != JOBS) is is_written


def test_manual_step_alone_changes_no_file(jobs):
    report = JOBS_REPORT.replace(
        "1 file and 1 line to change, by 1 rule;", "0 files and 0 lines to change, by 0 rules;"
    )
    arguments = ("migrate", "shop/jobs.py", "--only", "FQ501")
    assert jobs.outputs(*arguments) == (DIFFERENT, "", report)
    assert jobs.outputs(*arguments, "--check") == (EQUAL, "", report)


def test_migrate_annotate_writes_each_step_into_its_file(jobs):
    status, text, errors = jobs.outputs("migrate", "shop/jobs.py", "--annotate", "--write")
    assert (status, text, errors) == (
        DIFFERENT,
        "shop/jobs.py\n",
        written(JOBS_REPORT).replace("jobs.py:2", "jobs.py:3"),
    )
    assert (jobs.path / "shop/jobs.py").read_text() == f"from quart import flash\n{TODO}\nnow = lambda: flash('a')\n"


def test_annotated_file_of_another_encoding_is_written(shop):
    text = f"# coding: latin-1\nimport sqlite3\n{BEFORE}    sqlite3.connect('a')\n"
    (shop.path / "shop/__init__.py").write_text(text, "latin-1")
    assert shop.outputs("migrate", "shop", "--annotate", "--write", "--force")[0] == DIFFERENT


def test_migrate_writes_the_report_to_a_file(jobs):
    for name in ("left.md", "left.json"):
        assert jobs.outputs("migrate", "shop", "--estimate", "--report", name)[:2] == (DIFFERENT, "")
    assert "- [ ] `shop/jobs.py:2`\n" in (jobs.path / "left.md").read_text("utf-8")
    values = json.loads((jobs.path / "left.json").read_text("utf-8"))
    schema = Path(migration.__file__).with_name("migration.schema.json")
    jsonschema.validate(values, json.loads(schema.read_text("utf-8")))
    assert values["causes"][0]["places"] == [{"file": "shop/jobs.py", "line": 2}]


def test_report_into_a_missing_directory_is_an_error_and_nothing_is_written(shop):
    status, text, errors = shop.outputs("migrate", "shop", "--write", "--report", "nowhere/left.md")
    assert (status, text) == (USAGE, "")
    assert errors.startswith("Error: --report: nowhere/left.md can't be written: No such file or directory.")
    assert (shop.path / "shop/__init__.py").read_text() == BEFORE
