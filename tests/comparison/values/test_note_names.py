"""Test the text of the notes that explain a difference, and that naming them loads no note."""

import sys

import pytest

from comparison.targets import child
from comparison.values.note_names import NoteNames


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (NoteNames(), ""),
        (NoteNames(("FD201",)), "FD201"),
        (NoteNames(("FD094", "FD401")), "FD094, FD401"),
        (NoteNames(possible=("FD026", "FD092")), "may be FD026 or FD092"),
        (NoteNames(("FD201",), ("FD026",)), "FD201"),
    ],
)
def test_text_of_names(names, text):
    assert str(names) == text


def test_names_are_true_if_there_is_one():
    assert [bool(names) for names in (NoteNames(), NoteNames(("FD201",)), NoteNames(possible=("FD201",)))] == [
        False,
        True,
        True,
    ]


def test_import_loads_no_note():
    source = (
        "import sys, comparison.values.note_names; print([name for name in sys.modules if 'comparison.notes' in name])"
    )
    done = child.run([sys.executable, "-c", source], 60, check=True, stdout=child.PIPE, text=True)
    assert done.stdout == "[]\n"
