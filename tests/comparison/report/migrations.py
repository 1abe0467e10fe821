"""Migrated files, and reports of them."""

from pathlib import Path

from comparison.migrate.engine import ManualStep
from comparison.migrate.files import MigratedFile
from comparison.migrate.text_edits import EditedSource
from comparison.report.migration import Extension, Place, Surroundings, migration_report
from comparison.values.severity import Severity

SEVERITIES: dict[str, Severity] = {"FD001": "silent", "FD002": "cosmetic", "FD003": "loud"}
CHANGES = [["FQ001"], ["FQ004"]]


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


def report_of(*files, surroundings=None):
    return migration_report(files, SEVERITIES, surroundings or Surroundings())


FULL = report_of(
    migrated("views.py", (3, "FD001", "read it"), (9, "FD001", "read it"), (4, "FD002", "look"), rules=CHANGES),
    migrated("api.py", (2, "FD001", "read it"), (5, "FQ501", "await it")),
    migrated("test_b.py", requests=(1,), rules=[["FQ001"]]),
    migrated("test_api.py", requests=(8, 7), is_test=True, tests_app=True),
    migrated("broken.py", problem="broken.py:1 is not valid Python"),
    surroundings=Surroundings(
        (Extension("Flask-Login works with the lines below", (Place("api.py", 1),), ("import quart", "a()"), True),),
        start="shop.py",
    ),
)
EMPTY = report_of(migrated("views.py"))
