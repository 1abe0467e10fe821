"""Lines over points as SVG, both axes logarithmic, with the intervals; colours come from the page's style."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 62, 26, 14, 46
# The coarsest of these that gives enough ticks.
STEPS = ((1,), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9))
FEWEST_TICKS = 3
SHORT = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True)
class Line:
    """A named row of points (x, y, low, high); `colour` is its number in the page's style."""

    name: str
    colour: int
    points: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True)
class Axis:
    """One axis from `low` to `high`, logarithmic; 0 stands at its left end, a place by itself."""

    low: float
    high: float
    start: float
    length: float
    zero: bool = False

    def at(self, value: float) -> float:
        span = math.log(self.high / self.low) or 1.0
        room = 0.1 * self.length if self.zero else 0.0
        if self.zero and value <= 0:
            return self.start
        return self.start + room + (self.length - room) * math.log(max(value, self.low) / self.low) / span

    def ticks(self) -> list[float]:
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        found: list[float] = []
        for steps in STEPS:
            found = [step * 10.0**power for power in range(first, last + 1) for step in steps]
            found = [value for value in found if self.low <= value * 1.0001 and value <= self.high * 1.0001]
            if len(found) >= FEWEST_TICKS:
                break
        return found


def axis_for(values: Sequence[float], start: float, length: float) -> Axis:
    above = [value for value in values if value > 0] or [1.0]
    low, high = min(above), max(above)
    if low == high:
        low, high = low / 2, high * 2
    return Axis(low, high, start, length, min(values, default=1.0) <= 0)


def svg(lines: Sequence[Line], x_title: str, y_title: str, title: str, even: float | None = None) -> str:
    """Return the plot; `even` draws a level, such as 1 for a ratio."""
    xs = [point[0] for line in lines for point in line.points]
    ys = [value for line in lines for point in line.points for value in point[1:]] + ([even] if even else [])
    x, y = axis_for(xs, LEFT, WIDTH - LEFT - RIGHT), axis_for(ys, HEIGHT - BOTTOM, -(HEIGHT - TOP - BOTTOM))
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">']
    for value in y.ticks():
        parts.append(f'<path class="grid" d="M{LEFT} {y.at(value):.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y.at(value) + 4:.1f}" text-anchor="end">{short(value)}</text>')
    for value in dict.fromkeys(sorted(xs)):
        parts.append(f'<path class="grid" d="M{x.at(value):.1f} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text x="{x.at(value):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{short(value)}</text>'
        )
    if even:
        parts.append(f'<path class="even" d="M{LEFT} {y.at(even):.1f}H{WIDTH - RIGHT}"/>')
    parts += [drawn(line, x, y) for line in lines]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(x_title)}</text>'
    )
    parts.append(text(14, middle, y_title, f' transform="rotate(-90 14 {middle})"'))
    return "".join([*parts, "</svg>"])


def text(x: float, y: float, content: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle"{more}>{escape(content)}</text>'


def drawn(line: Line, x: Axis, y: Axis) -> str:
    path = "L".join(f"{x.at(point[0]):.1f} {y.at(point[1]):.1f}" for point in line.points)
    parts = [f'<g class="line c{line.colour % 8}"><path d="M{path}"/>']
    for at, value, low, high in line.points:
        place = x.at(at)
        parts.append(f'<path d="M{place:.1f} {y.at(low):.1f}V{y.at(high):.1f}"/>')
        name = f"{line.name}: {value:,.4g} ({low:,.4g} to {high:,.4g}) at {at:,g}"
        parts.append(f'<circle cx="{place:.1f}" cy="{y.at(value):.1f}" r="3.5"><title>{escape(name)}</title></circle>')
    return "".join([*parts, "</g>"])


def short(value: float) -> str:
    """Return a number for an axis: 15728640 is 15.7M."""
    for size, letter in SHORT:
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"
