"""Every shape that a trigger may name has a function."""

from typing import get_args

from comparison.inspection.detector import ShapeName
from comparison.inspection.shapes import SHAPES


def test_every_shape_has_a_function():
    assert set(SHAPES) == set(get_args(ShapeName))
