"""Every feature of the notes has a heading on the page."""

from typing import get_args

from comparison.notes.feature import Feature
from comparison.notes.page import FEATURES


def test_every_feature_has_a_heading_on_the_page():
    assert tuple(FEATURES) == get_args(Feature)
