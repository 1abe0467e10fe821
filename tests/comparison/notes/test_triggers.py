"""Triggers that several divergences share."""

from comparison.notes.gaps import all_gaps, blocking_names
from comparison.notes.triggers import gap_uses


def test_uses_of_a_note_are_those_of_the_file_of_gaps():
    uses = gap_uses("FD005", "It blocks.")
    assert {name for use in uses for name in use.names} == set(blocking_names())
    assert all(use.on_event_loop and use.place == "app" and use.sentence == "It blocks." for use in uses)
    assert gap_uses("FD999", "") == ()


def test_uses_of_the_test_client_are_found_in_tests_too():
    assert {use.place for use in gap_uses("FD716", "")} == {"everywhere"}
    assert sum(len(gap_uses(gap.id, "")) for gap in all_gaps()) >= len(all_gaps())
