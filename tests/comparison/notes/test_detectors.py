"""Each divergence says how it is detected, and its detector finds it in the note's own apps or in its example."""

import textwrap
from pathlib import Path

import pytest

from comparison.cli.inspected_notes import inspected_notes
from comparison.inspection.app import inspected_app
from comparison.inspection.detector import FileLine
from comparison.inspection.finding import Inspection
from comparison.inspection.serving_files import serving_texts
from comparison.migrate.engine import RewriteRule
from comparison.notes.catalogue import all_divergences, all_rules
from comparison.notes.gaps import all_gaps

RULES: list[RewriteRule] = [*all_rules().values(), *all_gaps()]
NOTES = {note.id: note for note in inspected_notes() if note.id in all_divergences()}
DETECTED = [id for id, note in NOTES.items() if note.detector.triggers]


def concerns_whole_app(detector):
    """Return whether a detector asks for something elsewhere in the app, or for the framework of most modules."""
    return bool(detector.when or detector.unless) or all(isinstance(part, FileLine) for part in detector.triggers)


ALONE = [id for id in DETECTED if concerns_whole_app(NOTES[id].detector)]
TOGETHER = [id for id in DETECTED if id not in ALONE]
PARTS = 3


def write(directory, name, text):
    """Write a file below a directory."""
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")


def inspection_of(notes, monkeypatch, directory):
    """Return the inspection of a directory for some notes."""
    monkeypatch.chdir(directory)
    app = inspected_app([Path()], RULES)
    assert not app.problems
    return Inspection(app, tuple(notes), tuple(serving_texts([Path(), *Path().iterdir()])))


def test_every_divergence_has_a_detector_or_says_why_it_has_none():
    for id, note in NOTES.items():
        detector = note.detector
        assert bool(detector.triggers) + bool(detector.always) + bool(detector.undetectable) == 1, id
        assert all(trigger.sentence.endswith((".", ":")) for trigger in detector.triggers), id


@pytest.mark.parametrize("part", range(PARTS))
def test_detectors_find_the_apps_and_the_examples_of_their_notes(part, tmp_path, monkeypatch):
    """Many notes are in one project, each in a directory of its own."""
    ids = TOGETHER[part::PARTS]
    for id in ids:
        note = all_divergences()[id]
        write(tmp_path, f"{id}/flask_side.py", note.flask)
        write(tmp_path, f"{id}/quart_side.py", note.quart)
        if note.detector.example:
            write(tmp_path, f"{id}/{note.detector.file}", note.detector.example)
    notes = [NOTES[id] for id in ids]
    detected_files = {}
    for finding in inspection_of(notes, monkeypatch, tmp_path).findings:
        directory, _, file = finding.spot.path.partition("/")
        if directory == finding.note.id:
            detected_files.setdefault(directory, set()).add(file)
    assert [id for id in ids if not detected_files.get(id)] == []
    examples = [(id, NOTES[id].detector.file) for id in ids if NOTES[id].detector.example]
    assert [(id, file) for id, file in examples if file not in detected_files[id]] == []


@pytest.mark.parametrize("id", ALONE)
def test_detector_that_concerns_the_whole_app_finds_one_of_its_apps(id, tmp_path, monkeypatch):
    note = all_divergences()[id]
    for number, text in enumerate([note.flask, note.quart, *filter(None, [note.detector.example])]):
        write(tmp_path, f"{number}/app.py", note.flask if text == note.detector.example else text)
        write(tmp_path, f"{number}/{note.detector.file if text == note.detector.example else 'app.py'}", text)
    directories = sorted(tmp_path.iterdir())
    assert any(inspection_of([NOTES[id]], monkeypatch, directory).findings for directory in directories)
