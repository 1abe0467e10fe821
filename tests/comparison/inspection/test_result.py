"""What is accepted by comments and by the baseline, and what accepts nothing."""

from pathlib import Path

from comparison.inspection.detector import NameUse
from comparison.inspection.result import result_of

from .apps import FLASK, inspection_of, note_of

FORM = NameUse(("flask.Request().form",), sentence="`{name}` is read.")
IDS = {"FD001", "FD002"}


def result(text, baseline=(), chosen=IDS):
    notes = [note_of(FORM), note_of(NameUse(("flask.g",)), id="FD002")]
    return result_of(inspection_of(FLASK + text, *notes), chosen, set(baseline), ())


def test_findings_are_open_unless_something_accepts_them():
    inspected = result("request.form\nrequest.form  # comparison: ignore[FD001] checked\na = request.form\n", [KEY])
    lines = [[finding.spot.line for finding in findings] for findings in (inspected.findings, inspected.ignored)]
    assert lines == [[4], [5]]
    assert [finding.spot.line for finding in inspected.accepted] == [6]
    assert inspected.remarks == ()
    assert len(inspected.dangerous) == 1


KEY = ("FD001", "app.py", "a = request.form")


def test_what_accepts_nothing_is_reported():
    inspected = result(
        "g.a  # comparison: ignore[FD001, FD002] checked\nrequest.form  # comparison: ignore[FD001]\n", [KEY]
    )
    assert [finding.note.id for finding in inspected.findings] == ["FD001"]
    assert inspected.remarks == (
        "app.py:4: FD001 is not found at this line: remove `ignore[FD001]`.",
        "app.py:5: the comment gives no reason, and accepts nothing: write it after `ignore[FD001]`.",
        "The baseline accepts FD001 in app.py, at `a = request.form`, where it is not found: remove the entry.",
    )


def test_entry_of_a_file_that_was_not_read_is_not_unused():
    Path(".hidden").mkdir()
    Path(".hidden/pages.py").touch()
    entries = [("FD001", path, "request.form") for path in (".hidden/pages.py", "gone.py", "Procfile")]
    remarks = result_of(inspection_of({"shop/app.py": FLASK}, note_of(FORM)), IDS, entries, ()).remarks
    assert [remark.split()[5] for remark in remarks] == ["Procfile,", "gone.py,"]


def test_what_was_not_chosen_is_neither_found_nor_unused():
    inspected = result("request.form  # comparison: ignore[FD001] checked\n", [KEY], {"FD002"})
    assert (inspected.findings, inspected.ignored, inspected.remarks) == ((), (), ())


def test_file_that_is_no_python_is_reported():
    Path("broken.py").write_text("def", encoding="utf-8")
    assert "broken.py" in "".join(result("").remarks)
