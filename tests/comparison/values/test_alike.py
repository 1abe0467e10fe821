"""Values of one kind: as long, and of the same characters."""

import pytest

from comparison.values.alike import is_alike


@pytest.mark.parametrize(
    ("values", "value", "expected"),
    [
        pytest.param(("3", "12"), "7", True, id="numbers"),
        pytest.param(("3", "12"), "x", False, id="a letter among numbers"),
        pytest.param(("3", "12"), "1234567890", False, id="a much longer number"),
        pytest.param(("1.25", "1.5"), "1.123456", True, id="decimal numbers of another length"),
        pytest.param(("deadbeef", "00ff00ff"), "12345678", True, id="hexadecimal digits"),
        pytest.param(("deadbeef", "00ff00ff"), "deadbeeg", False, id="no hexadecimal digit"),
        pytest.param(("Ann", "Bob"), "Cleo", True, id="names"),
        pytest.param(("Ann", "Bob"), "", False, id="nothing"),
    ],
)
def test_value_is_alike(values, value, expected):
    assert is_alike(value, values) is expected
