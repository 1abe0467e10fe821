"""Plots as SVG: points, intervals, axes."""

from xml.etree import ElementTree as ET

import pytest

from comparison.benchmark.plot import Line, make_axis, short_number, svg

POINTS = ((0, 1.0, 0.9, 1.1), (10, 2.0, 1.9, 2.1), (1000, 4.0, 3.0, 5.0))


def test_every_point_has_a_circle_with_its_values_as_title():
    root = ET.fromstring(svg([Line("a <b>", 0, POINTS)], "wait", "times", "the title", level=1.0))
    circles = list(root.iter("circle"))
    assert [circle.find("title").text for circle in circles][1] == "a <b>: 2 (1.9 to 2.1) at 10"
    assert root.get("aria-label") == "the title"
    assert [path for path in root.iter("path") if path.get("class") == "level"]
    positions = [float(circle.get("cx")) for circle in circles]
    assert positions == sorted(positions)
    assert len(set(positions)) == 3


def test_every_point_is_inside_the_view_box():
    root = ET.fromstring(svg([Line("a", 0, POINTS)], "x", "y", "z"))
    width, height = map(float, root.get("viewBox").split()[2:])
    for circle in root.iter("circle"):
        assert 0 < float(circle.get("cx")) < width
        assert 0 < float(circle.get("cy")) < height


def test_plot_may_have_a_single_point():
    ET.fromstring(svg([Line("a", 0, POINTS[1:2])], "x", "y", "z"))


def test_axis_is_logarithmic_and_has_a_place_for_zero():
    axis = make_axis([0, 1, 10, 100], 0, 100)
    assert [round(axis.position(value)) for value in (0, 1, 10, 100)] == [0, 10, 55, 100]


@pytest.mark.parametrize("points", [(0, 100), (1, 1000), (0, 20, 100), (1024, 65536, 15728640)])
def test_first_and_last_point_are_at_the_ends_of_the_axis(points):
    root = ET.fromstring(svg([Line("a", 0, tuple((x, 1.0, 0.9, 1.1) for x in points))], "x", "y", "z"))
    positions = [float(circle.get("cx")) for circle in root.iter("circle")]
    assert (positions[0], positions[-1]) == (62, 640 - 26)


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (0.5, "0.5"), (1000, "1k"), (15728640, "15.7M")])
def test_numbers_on_an_axis_are_short(value, text):
    assert short_number(value) == text


def test_every_axis_has_three_ticks_or_more():
    for values in ([0.9, 1.3], [1, 1e6], [3, 3], [0.7, 2.1], [0, 3], [0, 100]):
        axis = make_axis(values, 0, 100)
        assert len(axis.ticks()) >= 3
        assert all(axis.low <= tick * 1.001 and tick <= axis.high * 1.001 for tick in axis.ticks())
