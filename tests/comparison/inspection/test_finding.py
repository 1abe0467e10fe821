"""Findings come in the order of their danger, each line of a note once."""

import pytest

from comparison.inspection.detector import NameUse, SettingUse, Unfinished, always
from comparison.inspection.finding import Finding, Inspection, without_repetitions
from comparison.inspection.spot import Spot

from .apps import FLASK, QUART, app_of, inspection_of, note_of

FORM = NameUse(("flask.Request().form",), sentence="`{name}` is read.")
TEXT = f"{FLASK}request.form, request.form\nrequest.form\n"


def test_each_line_of_a_note_is_found_once_with_what_stands_there():
    findings = inspection_of(TEXT, note_of(FORM)).findings
    assert [(finding.spot.line, finding.spot.column) for finding in findings] == [(4, 1), (5, 1)]
    assert findings[0].sentence == "`request.form` is read."
    assert findings[0].key == ("FD001", "app.py", "request.form, request.form")


def test_the_most_dangerous_note_comes_first():
    notes = [note_of(FORM, id="FD002", severity="loud"), note_of(FORM, id="FD009", severity="1")]
    assert [finding.note.id for finding in inspection_of(TEXT, *notes).findings] == ["FD009"] * 2 + ["FD002"] * 2


@pytest.mark.parametrize(("setting", "count"), [("", 2), ("app.config['A'] = 1\n", 0)])
def test_note_concerns_no_app_that_has_what_closes_it(setting, count):
    note = note_of(FORM, unless=(SettingUse(("A",)),))
    assert len(inspection_of(TEXT + setting, note).findings) == count


@pytest.mark.parametrize(("setting", "count"), [("", 0), ("app.config['A'] = 1\n", 2)])
def test_note_concerns_only_apps_with_what_it_asks_for(setting, count):
    note = note_of(FORM, when=(SettingUse(("A",)),))
    assert len(inspection_of(TEXT + setting, note).findings) == count


def test_note_without_triggers_concerns_every_app():
    note = note_of()
    note = type(note)(*[getattr(note, name) for name in list(vars(note))[:-1]], always("Each app."))
    inspection = Inspection(app_of(TEXT), (note,))
    assert (inspection.findings, inspection.everywhere, inspection.undetectable) == ((), (note,), ())


@pytest.mark.parametrize(
    ("severity", "harm", "is_dangerous"),
    [
        ("silent", "security", True),
        ("silent", "result", True),
        ("silent", "look", False),
        ("silent", "speed", False),
        ("silent", "development", False),
        ("loud", "availability", True),
        ("loud", "result", False),
        ("cosmetic", "look", False),
    ],
)
def test_what_no_error_shows_or_what_does_harm_is_dangerous(severity, harm, is_dangerous):
    assert Finding(note_of(severity=severity, harm=harm), Spot("app.py", 1), "").is_dangerous is is_dangerous


def test_what_is_in_a_test_harms_development_alone():
    finding = Finding(note_of(), Spot("test_app.py", 1, is_test=True, is_silent=True), "")
    assert (finding.harm, finding.is_dangerous) == ("development", False)


def test_silent_place_of_a_rule_is_dangerous_and_a_divergence_at_its_line_replaces_it():
    text = f"{QUART}async def a():\n    if request.form: pass\n"
    rule = note_of(Unfinished("FQ101", sentence="No form."), id="FQ101", severity="loud", harm="result")
    [finding] = inspection_of(text, rule).findings
    assert (finding.severity, finding.harm, finding.is_dangerous) == ("silent", "security", True)
    findings = inspection_of(text, rule, note_of(FORM)).findings
    assert [finding.note.id for finding in without_repetitions(findings)] == ["FQ101", "FD001"]
    loud = inspection_of(text.replace("if request.form: pass", "a = request.form"), rule, note_of(FORM)).findings
    assert [finding.note.id for finding in without_repetitions(loud)] == ["FD001"]
