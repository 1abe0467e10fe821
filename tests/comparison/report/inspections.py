"""Reports of inspections."""

from comparison.inspection.detector import always, detected, undetectable
from comparison.inspection.finding import Finding, Note
from comparison.inspection.inventory import Item
from comparison.inspection.result import Result
from comparison.inspection.spot import Spot
from comparison.report.inspection import InspectionReport
from comparison.report.migration import Extension, Place

from .migrations import EMPTY, FULL


def note(id, severity="silent", harm="security", detector=None):
    """Return a note with sentences of its own."""
    return Note(
        id,
        f"Title of {id}, which is a sentence about two behaviours of a framework, and rather a long one.",
        "upload",
        severity,
        harm,
        f"Harm of {id}.",
        f"Remedy of {id}.",
        (severity, id),
        detector or detected(),
    )


def finding(note, line, path="shop/views.py", sentence="It happens."):
    """Return a finding of a note at a line."""
    return Finding(note, Spot(path, line, 5, "form", f"a = form{line}"), sentence)


def result(**values):
    """Return the result of an inspection with nothing in it but these values."""
    empty = {
        "framework": "flask",
        "modules": 1,
        "lines": 10,
        "findings": (),
        "ignored": (),
        "accepted": (),
        "everywhere": (),
        "undetectable": (),
        "items": (),
        "remarks": (),
    }
    return Result(**{**empty, **values})


FD101, FD116 = note("FD101"), note("FD116", "cosmetic", "look")
QUIET = InspectionReport(result(), (), EMPTY)
LOUD = InspectionReport(
    result(
        modules=2,
        findings=(
            *(finding(FD101, line) for line in range(1, 10)),
            finding(FD101, 3, "shop/100%, a:b.py", "It\nhappens."),
            finding(FD116, 4),
        ),
        ignored=(finding(FD101, 20),),
        accepted=(finding(FD101, 21),),
        everywhere=(note("FD070", detector=always("Each app.")),),
        undetectable=(note("FD065", detector=undetectable("No source shows it.")),),
        items=(Item("route", Spot("shop/views.py", 1), "index", "get /"), Item("test", Spot("test_a.py", 1), "test_a")),
        remarks=("shop/views.py:1: remove it.",),
    ),
    (Extension("Flask-Login works.", (Place("shop/views.py", 1),)),),
    FULL,
)
