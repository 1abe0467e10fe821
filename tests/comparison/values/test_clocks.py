"""A time that goes on as the clock does is noise; another time is none."""

import pytest

from comparison.values.clocks import clock_readings, without_readings

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
