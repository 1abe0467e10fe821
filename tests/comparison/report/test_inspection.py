"""The report of an inspection."""

from .inspections import LOUD, QUIET


def test_items_are_counted_and_findings_grouped_by_note():
    assert LOUD.counts == {"route": 1, "test": 1}
    assert [(note.id, len(findings)) for note, findings in LOUD.by_note()] == [("FD101", 10), ("FD116", 1)]


def test_what_is_dangerous_and_open_decides():
    assert (LOUD.is_dangerous, QUIET.is_dangerous) == (True, False)
