"""Every feature of the notes has a page, and one with texts of its own."""

from typing import get_args

from comparison.notes.feature import FEATURES, Feature


def test_every_feature_has_texts_of_its_own():
    assert tuple(FEATURES) == get_args(Feature)
    assert len({texts.title for texts in FEATURES.values()}) == len(FEATURES)
