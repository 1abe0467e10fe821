"""Plots as SVG: lines with intervals over points, on two logarithmic axes, in the colours of the page's style."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 640, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 26, 14, 46
# The steps of a decade. The first row with enough ticks on an axis is used.
_STEPS = ((1,), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
_MIN_TICKS = 3
_PREFIXES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True)
class Line:
    """A named series of points (x, y, low, high); `colour` is a number of the page's style."""

    name: str
    colour: int
    points: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis from `low` to `high`, in an SVG from `start` on over `length`.

    With `zero`, the value 0 is placed at the start, before a gap.
    """

    low: float
    high: float
    start: float
    length: float
    zero: bool = False

    def position(self, value: float) -> float:
        """Return where a value is in the SVG.

        A value below `low` is placed at `low`; with `zero`, 0 and negative values are placed at the start.
        """
        if self.zero and value <= 0:
            return self.start
        span = math.log(self.high / self.low) or 1.0
        gap = 0.1 * self.length if self.zero else 0.0
        return self.start + gap + (self.length - gap) * math.log(max(value, self.low) / self.low) / span

    def ticks(self) -> list[float]:
        """Return round numbers on the axis, at least three if the axis has as many."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        ticks: list[float] = []
        for steps in _STEPS:
            values = [step * 10.0**power for power in range(first, last + 1) for step in steps]
            ticks = [value for value in values if self.low <= value * 1.0001 and value <= self.high * 1.0001]
            if len(ticks) >= _MIN_TICKS:
                break
        return ticks


def make_axis(values: Sequence[float], start: float, length: float) -> Axis:
    """Return the axis that holds all values; it has a place for 0 if a value is 0 or less.

    If the positive values are all equal, it starts at half the value, and ends at twice the value, or beside a 0 at the
    value itself.
    """
    positive = [value for value in values if value > 0] or [1.0]
    low, high, zero = min(positive), max(positive), min(values, default=1.0) <= 0
    if low == high:
        # Two values, 0 and another, are the two ends of the axis: a quick run measures no more points.
        low, high = low / 2, high if zero else high * 2
    return Axis(low, high, start, length, zero)


def svg(lines: Sequence[Line], x_title: str, y_title: str, title: str, level: float | None = None) -> str:
    """Return a plot as an SVG element, with a dashed line at `level`, such as 1 for a ratio."""
    xs = [point[0] for line in lines for point in line.points]
    ys = [value for line in lines for point in line.points for value in point[1:]] + ([level] if level else [])
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    x, y = make_axis(xs, _LEFT, right - _LEFT), make_axis(ys, bottom, _TOP - bottom)
    parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}">']
    for value in y.ticks():
        parts.append(f'<path class="grid" d="M{_LEFT} {y.position(value):.1f}H{right}"/>')
        parts.append(_text(_LEFT - 6, y.position(value) + 4, short_number(value), anchor="end"))
    for value in dict.fromkeys(sorted(xs)):
        parts.append(f'<path class="grid" d="M{x.position(value):.1f} {_TOP}V{bottom}"/>')
        parts.append(_text(x.position(value), bottom + 16, short_number(value)))
    if level:
        parts.append(f'<path class="level" d="M{_LEFT} {y.position(level):.1f}H{right}"/>')
    parts += [_line_group(line, x, y) for line in lines]
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 8, x_title))
    middle = (_TOP + bottom) / 2
    parts.append(_text(14, middle, y_title, f' transform="rotate(-90 14 {middle})"'))
    return "".join([*parts, "</svg>"])


def _text(x: float, y: float, content: str, attributes: str = "", anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{attributes}>{escape(content)}</text>'


def _line_group(line: Line, x: Axis, y: Axis) -> str:
    """Return an SVG group: a line, its intervals as bars, and its points as circles with their values as titles."""
    path = "L".join(f"{x.position(point[0]):.1f} {y.position(point[1]):.1f}" for point in line.points)
    parts = [f'<g class="line c{line.colour % 8}"><path d="M{path}"/>']
    for at, value, low, high in line.points:
        left, top = x.position(at), y.position(value)
        parts.append(f'<path d="M{left:.1f} {y.position(low):.1f}V{y.position(high):.1f}"/>')
        title = f"{line.name}: {value:,.4g} ({low:,.4g} to {high:,.4g}) at {at:,g}"
        parts.append(f'<circle cx="{left:.1f}" cy="{top:.1f}" r="3.5"><title>{escape(title)}</title></circle>')
    return "".join([*parts, "</g>"])


def short_number(value: float) -> str:
    """Return a number for an axis with three significant digits: 15728640 is 15.7M."""
    for size, prefix in _PREFIXES:
        if value >= size:
            return f"{value / size:.3g}{prefix}"
    return f"{value:.3g}"
