"""Test the line that describes a symptom."""

import pytest

from comparison.notes.catalogue import all_divergences
from comparison.notes.symptom import Symptom
from comparison.notes.symptom_text import symptom_text


@pytest.mark.parametrize(
    ("symptom", "text"),
    [
        (Symptom("header vary", None, "Cookie"), "`header vary`: none → `Cookie`"),
        (Symptom("header allow", None, ""), "`header allow`: none → empty"),
        (
            Symptom("status", "415", "2..", where=(("method", "POST"),)),
            "`status`: `415` → `2..`; by method",
        ),
        (
            Symptom("status", "a", "b", where=(("method", "x"), ("path", "y"), ("method", "z"))),
            "`status`: `a` → `b`; by method and path",
        ),
        (
            Symptom(
                "body", "a", "b", (), "decoding", targets=("run", "hypercorn"), quart_version=">=0.23", certain=False
            ),
            "`body`: `a` → `b`; equal once they are percent-decoded; on run, hypercorn; Quart >=0.23; "
            "a fault of the port can look the same",
        ),
        (
            Symptom("status", "2..", "500", (("candidate error", "KeyError.*|KeyError"), ("method", "GET"))),
            "`status`: `2..` → `500`; by candidate error (KeyError) and method",
        ),
        (Symptom("body", "x" * 61, "y"), f"`body`: `{'x' * 60}…` → `y`"),
    ],
)
def test_text_of_a_symptom(symptom, text):
    assert symptom_text(symptom) == text


def test_each_symptom_of_the_notes_has_a_line_that_can_be_printed():
    texts = [symptom_text(symptom) for divergence in all_divergences().values() for symptom in divergence.symptoms]
    assert [text for text in texts if not text.isprintable()] == []
