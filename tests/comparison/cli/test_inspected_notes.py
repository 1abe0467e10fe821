"""The notes as an inspection takes them, and the choice among them."""

import pytest

from comparison.cli.inspected_notes import changed_settings, chosen_ids, inspected_notes
from comparison.errors import ConfigurationError
from comparison.notes.catalogue import all_divergences, all_rules

NOTES = inspected_notes()


def test_every_note_is_inspected():
    assert {note.id for note in NOTES} == {*all_divergences(), *all_rules()}
    assert {"MAX_CONTENT_LENGTH", "TRUSTED_HOSTS"} <= changed_settings(NOTES)


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (["fd101"], [], {"FD101"}),
        (["FD101,FD201"], ["FD201"], {"FD101"}),
        (["security"], [], {id for id, note in all_divergences().items() if note.harm == "security"}),
        (["cosmetic"], ["look"], {"FD091", "FD094", "FD097"}),
    ],
)
def test_notes_are_chosen_by_id_feature_severity_and_harm(select, ignore, expected):
    assert chosen_ids(NOTES, select, ignore) == expected


def test_all_notes_are_chosen_without_an_option():
    assert len(chosen_ids(NOTES, [], [])) == len(NOTES)


def test_unknown_name_is_refused_with_those_that_are_known():
    with pytest.raises(ConfigurationError, match=r"^--ignore names 'FD999', which is no note, .* silent, "):
        chosen_ids(NOTES, [], ["FD999"])
