"""The texts of the notes."""

from comparison.cli.note_texts import note_texts
from comparison.notes.catalogue import all_divergences, all_rules


def test_each_note_has_a_text():
    notes = note_texts()
    assert notes.keys() == all_divergences().keys() | all_rules().keys()
    assert notes["FD101"].severity.startswith("silent divergence of the framework: ")
    assert notes["FQ003"].severity.startswith("rule, which `migrate` applies. Without it: ")
    assert all(note.title and note.reason for note in notes.values())
