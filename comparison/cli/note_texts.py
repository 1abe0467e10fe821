"""The texts of the notes, for a page that names them."""

from ..notes.catalogue import all_divergences, all_rules, texts
from ..report.page.overview import NoteText


def note_texts() -> dict[str, NoteText]:
    """Return the text of each note, by its id."""
    divergences, rules = all_divergences(), all_rules()
    notes = {}
    for id, (title, reason) in texts().items():
        if id in divergences:
            note = divergences[id]
            kind = f"{note.severity} divergence of the {note.cause}: {note.impact}"
            notes[id] = NoteText(title, reason, kind, note.remedy)
        else:
            notes[id] = NoteText(title, reason, f"rule, which `migrate` applies. Without it: {rules[id].symptom}", "")
    return notes
