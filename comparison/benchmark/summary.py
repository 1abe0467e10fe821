"""What a result means, in sentences: what was measured, its interval, and what speed and memory allow to conclude."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from .intervals import EQUAL_MIB, EQUAL_PERCENT, Conclusion, Interval, Shift, ratio_text
from .result import Cell, Comparison, MemoryComparison, Result, compare_candidate
from .verdict import verdict_text

# The unit of a workload's points, by what grows.
UNITS = {"clients": "clients", "bytes": "bytes", "wait": "ms of wait", "": ""}
SPEED_WORDS: Mapping[Conclusion, str] = {
    "more": "faster",
    "less": "slower",
    "equal": f"equal ±{EQUAL_PERCENT} %",
    "unclear": "undecided",
    "unknown": "unknown",
}
_UNDECIDED: tuple[Conclusion, ...] = ("unclear", "unknown")


def sentences(result: Result) -> Iterator[str]:
    """Yield a text for each workload and baseline, then its expected differences, then what was not measured."""
    for name, table in result.settings["workloads"].items():
        groups = result.closed_groups(name)
        baselines = dict.fromkeys(cell.contestant for cells in groups for cell in cells if cell.role == "baseline")
        for baseline in baselines:
            comparisons = list(comparisons_with(groups, baseline))
            if len(comparisons) == 1:
                yield f"{name}: {_single_text(comparisons[0][1])}"
            elif comparisons:
                yield f"{name}: {_growth_text(comparisons, UNITS[table['grows']])}"
    for name, texts in result.expected.items():
        yield f"{name}: measured, though the apps differ as expected: {'; '.join(texts)}."
    for name, reason in result.differs.items():
        yield f"{name}: not measured, because {reason}"


def comparisons_with(groups: list[tuple[Cell, ...]], baseline: str) -> Iterator[tuple[int, Comparison]]:
    """Yield the candidate's comparison with a baseline for each point that has one."""
    for cells in groups:
        for cell in cells:
            comparison = compare_candidate(cells, cell) if cell.contestant == baseline else None
            if comparison is not None:
                yield cell.point, comparison


def _single_text(comparison: Comparison) -> str:
    """Return what was measured of speed and memory at the only point, and the verdict."""
    candidate, baseline = comparison.candidate, comparison.baseline
    if comparison.interval is None:
        return f"{candidate} could not be compared with {baseline}: too few rounds counted to tell."
    ratio = ratio_text(comparison.interval.ratio)
    speed = f"{candidate} answered {ratio} times as many requests per second as {baseline}"
    reason, memory = _speed_reason(comparison), _memory_text(comparison, comparison.memory)
    return f"{speed} ({_interval_text(comparison.interval)}): {reason}. {memory}{_verdict([(0, comparison)], '')}"


def _growth_text(comparisons: Sequence[tuple[int, Comparison]], unit: str) -> str:
    """Return what was measured at each point, and the verdict, which may change from point to point."""
    first = comparisons[0][1]
    head = f"requests per second of {first.candidate} ÷ those of {first.baseline}, with the 95 % interval: "
    points = [f"{_point_text(comparison)} at {point:,}" for point, comparison in comparisons]
    return f"{head}{points[0]} {unit}; {'; '.join(points[1:])}. {_verdict(comparisons, unit)}"


def _point_text(comparison: Comparison) -> str:
    """Return a ratio with its interval and what it allows to conclude, and the difference of memory if there is one."""
    if comparison.interval is None:
        return "unknown, with too few rounds,"
    reason = ""
    if comparison.conclusion == "unclear":
        holds_one = comparison.interval.low <= 1 <= comparison.interval.high
        reason = " (may be either)" if holds_one else " (within the noise)"
    memory = memory_difference_text(comparison.memory)
    return f"{comparison.interval} {SPEED_WORDS[comparison.conclusion]}{reason}{f', with {memory},' if memory else ''}"


def memory_difference_text(memory: MemoryComparison) -> str:
    """Return the difference of memory, such as `79.8 MiB more memory`; empty if it is equal or not known."""
    if memory.shift is None or memory.conclusion in ("equal", "unknown"):
        return ""
    if memory.conclusion == "unclear":
        return "memory undecided"
    return f"{abs(memory.shift.mean):.1f} MiB {memory.conclusion} memory"


def _interval_text(interval: Interval) -> str:
    return f"95 % interval {ratio_text(interval.low)} to {ratio_text(interval.high)}"


def _speed_reason(comparison: Comparison) -> str:
    """Return what the interval of the speed allows to conclude; where that is nothing, why."""
    word, interval, noise = SPEED_WORDS[comparison.conclusion], comparison.interval, comparison.noise
    if comparison.conclusion == "equal":
        return f"equal to within {EQUAL_PERCENT} %"
    if comparison.conclusion != "unclear" or interval is None or noise is None:
        return word
    if interval.low <= 1 <= interval.high:
        return f"{word}, because it may be slower as well as faster"
    # The noise may be below 1 %, which no conclusion is drawn from.
    factor = ratio_text(max(math.exp(noise.noise), 1.01))
    return f"{word}, because {comparison.candidate} measured twice may differ from itself by a factor of {factor}"


def _memory_text(comparison: Comparison, memory: MemoryComparison) -> str:
    """Return by how much memory grew under load on both, and how sure that is, as a sentence with a space after it.

    It is empty where one of them is not known.
    """
    if memory.shift is None or memory.candidate is None or memory.baseline is None:
        return ""
    both = (
        f"{memory.candidate:.1f} MiB on {comparison.candidate} and {memory.baseline:.1f} MiB on {comparison.baseline}"
    )
    return f"Under this load memory grew by {both}: {_shift_text(memory.shift, memory.conclusion)}. "


def _shift_text(shift: Shift, word: Conclusion) -> str:
    """Return what a difference of memory allows to conclude, with its interval."""
    low, high = (shift.low, shift.high) if word != "less" else (-shift.high, -shift.low)
    interval = f"95 % interval {low:.1f} to {high:.1f}"
    if word in ("more", "less"):
        return f"{abs(shift.mean):.1f} MiB {word} ({interval})"
    if word == "equal":
        return f"equal to within {EQUAL_MIB:.0f} MiB"
    return f"undecided (a difference of {shift.mean:+.1f} MiB, {interval})"


def _verdict(comparisons: Sequence[tuple[int, Comparison]], unit: str) -> str:
    """Return the verdict as a sentence: one for all points, or one for each run of points with the same."""
    texts = [(point, verdict_text(item.conclusion, item.memory.conclusion)) for point, item in comparisons]
    runs = [(text, [point for point, _ in group]) for text, group in groupby(texts, key=lambda item: item[1])]
    parts = [f"{text} {_range_text(points, unit)}".strip() for text, points in runs]
    if len(runs) == 1 and len(texts) > 1:
        parts = [f"{runs[0][0]} at each of these points"]
    conclusions = {word for _, item in comparisons for word in (item.conclusion, item.memory.conclusion)}
    more = " More --rounds on an idle machine may decide." if conclusions & set(_UNDECIDED) else ""
    return f"Verdict: {'; '.join(parts)}.{more}"


def _range_text(points: Sequence[int], unit: str) -> str:
    """Return where a run of points is: `at 0 ms of wait`, `from 20 to 100 ms of wait`; empty without a unit."""
    if not unit:
        return ""
    return f"at {points[0]:,} {unit}" if len(points) == 1 else f"from {points[0]:,} to {points[-1]:,} {unit}"
