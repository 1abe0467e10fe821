"""Plots are SVG that stands by itself."""

from xml.etree import ElementTree as ET

import pytest

from comparison.benchmark.plot import Line, axis_for, short, svg

POINTS = ((0, 1.0, 0.9, 1.1), (10, 2.0, 1.9, 2.1), (1000, 4.0, 3.0, 5.0))


def test_every_point_is_drawn_with_its_interval_and_says_what_it_is():
    root = ET.fromstring(svg([Line("a <b>", 0, POINTS)], "wait", "times", "the title", even=1.0))
    circles = list(root.iter("circle"))
    assert [one.find("title").text for one in circles][1] == "a <b>: 2 (1.9 to 2.1) at 10"
    assert root.get("aria-label") == "the title"
    assert [one for one in root.iter("path") if one.get("class") == "even"]
    across = [float(one.get("cx")) for one in circles]
    assert across == sorted(across)
    assert len(set(across)) == 3


def test_nothing_is_drawn_outside():
    root = ET.fromstring(svg([Line("a", 0, POINTS)], "x", "y", "z"))
    width, height = map(float, root.get("viewBox").split()[2:])
    for one in root.iter("circle"):
        assert 0 < float(one.get("cx")) < width
        assert 0 < float(one.get("cy")) < height


def test_one_point_is_a_plot_too():
    ET.fromstring(svg([Line("a", 0, POINTS[1:2])], "x", "y", "z"))


def test_axis_is_logarithmic_and_has_a_place_for_zero():
    axis = axis_for([0, 1, 10, 100], 0, 100)
    assert [round(axis.at(value)) for value in (0, 1, 10, 100)] == [0, 10, 55, 100]


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (0.5, "0.5"), (1000, "1k"), (15728640, "15.7M")])
def test_numbers_on_an_axis_are_short(value, shown):
    assert short(value) == shown


def test_ticks_lie_on_the_axis():
    for values in ([0.9, 1.3], [1, 1e6], [3, 3], [0.7, 2.1]):
        axis = axis_for(values, 0, 100)
        assert len(axis.ticks()) >= 3
        assert all(axis.low <= tick * 1.001 and tick <= axis.high * 1.001 for tick in axis.ticks())
