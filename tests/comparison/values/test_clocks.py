"""A time that goes on as the clock does is noise; another time is none."""

import hashlib

import pytest
from itsdangerous import TimestampSigner

from comparison.values.clocks import clock_readings, is_one_clock, without_readings

MOMENTS = (1000.0, 1015.0, 1016.2, 1017.0)


@pytest.mark.parametrize(
    ("times", "is_clock"),
    [
        pytest.param(("12:00", "12:01", "12:01", "12:01"), True, id="minutes"),
        pytest.param(("12:00:50", "12:01:05", "12:01:06", "12:01:07"), True, id="seconds"),
        pytest.param(("23:59:50", "0:00:05", "0:00:06", "0:00:07"), True, id="midnight"),
        pytest.param(("12:59:50", "1:00:05", "1:00:06", "1:00:07"), True, id="twelve hours"),
        pytest.param(("12:00", "12:01", "12:00", "12:00"), False, id="a time that the baseline keeps"),
        pytest.param(("12:00:50", "13:01:05", "12:01:06", "12:01:07"), False, id="another time zone"),
        pytest.param(("12:00", "12:05", "12:01", "12:01"), False, id="some minutes later"),
        pytest.param(("12:00", "soon", "12:01", "12:01"), False, id="no time"),
        pytest.param(("12:00", "12:01", "13:30", "12:01"), False, id="a repeat with any time"),
    ],
)
def test_clock_goes_on_by_what_passed(times, is_clock):
    texts = [f"<p>{time}</p>" for time in times]
    readings = clock_readings(texts, MOMENTS)
    assert (without_readings(texts, readings, "?") == ["<p>?</p>"] * 4) is is_clock


def test_each_clock_of_a_text_has_its_place():
    texts = ["opens 9:00 now 12:00, 12:00:50", *["opens 9:00 now 12:01, 12:01:06"] * 3]
    readings = clock_readings(texts, MOMENTS)
    assert set(without_readings(texts, readings, "?")) == {"opens 9:00 now ?, ?"}


def signed(value, seconds, key="a key"):
    signer = TimestampSigner(key, digest_method=hashlib.sha1)
    vars(signer)["get_timestamp"] = lambda: seconds
    return signer.sign(value).decode()


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (signed("a", 1_795_000_000), signed("a", 1_795_000_001), True),
        (signed("a.b", 1_795_000_000), signed("a.b", 1_795_000_001), True),
        (signed("a", 1_795_000_000), signed("b", 1_795_000_001), False),
        (signed("a", 1_795_000_000), signed("a", 1_796_000_000), False),
        (signed("a", 1_795_000_000), signed("a", 1_795_000_000, "another key"), True),
        ("1795000000", "1795000001", True),
        ("1795000000.25", "1795000001.75", True),
        ("1795000000", "1796000000", False),
        ("a1b2c3d4", "a1b2c3d4", True),
        ("a1b2c3d4", "a1b2c3d5", False),
    ],
)
def test_clock_goes_on_between_two_places(left, right, expected):
    assert is_one_clock(left, right) is expected
