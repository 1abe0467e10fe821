"""What a result means, in sentences: who wins each workload, and from which point on."""

from collections.abc import Iterator, Mapping

from .intervals import Conclusion
from .result import Cell, Comparison, Result, compare_candidate

# The unit of a workload's points, by what grows.
UNITS = {"clients": "clients", "bytes": "bytes", "wait": "ms of wait", "": ""}
_ADVICE: Mapping[Conclusion, str] = {
    "more": "moving pays here",
    "less": "staying pays here",
    "none": "this run shows no difference",
    "unknown": "too few rounds counted to tell",
}


def sentences(result: Result) -> Iterator[str]:
    """Yield a sentence for each workload and baseline, then its expected differences, then what was not measured."""
    for name, table in result.settings["workloads"].items():
        groups = result.closed_groups(name)
        baselines = dict.fromkeys(cell.contestant for cells in groups for cell in cells if cell.role == "baseline")
        for baseline in baselines:
            comparisons = list(comparisons_with(groups, baseline))
            if len(comparisons) == 1:
                yield f"{name}: {_sentence(comparisons[0][1])}."
            elif comparisons:
                yield f"{name}: {_crossover_sentence(comparisons, UNITS[table['grows']])}."
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


def _sentence(comparison: Comparison) -> str:
    """Return how many times as many requests the candidate answers, and what to do, without a full stop.

    Without an interval, the text says that the two could not be compared.
    """
    candidate, baseline = comparison.candidate, comparison.baseline
    if comparison.interval is None:
        return f"{candidate} could not be compared with {baseline}: {_ADVICE['unknown']}"
    times = f"{candidate} answers {comparison.interval} times as many requests as {baseline}"
    return f"{times}: {_ADVICE[comparison.conclusion]}"


def _crossover_sentence(comparisons: list[tuple[int, Comparison]], unit: str) -> str:
    """Return from which point on the candidate wins, and by how much there and at the last point, without a full stop.

    If all conclusions are equal, the text is about all points together. If the candidate never wins, or does not win at
    all points from one on, it lists the ratio at each point.
    """
    conclusions = [comparison.conclusion for _, comparison in comparisons]
    (first_point, first), (last_point, last) = comparisons[0], comparisons[-1]
    pair = f"{first.candidate} against {first.baseline}"
    if len(set(conclusions)) == 1:
        return f"from {first_point:,} to {last_point:,} {unit}, {_sentence(last)}"
    for index, (point, comparison) in enumerate(comparisons):
        if set(conclusions[index:]) == {"more"}:
            # Not all conclusions are equal, so there is a point before.
            previous_point = comparisons[index - 1][0]
            wins = f"{first.candidate} wins against {first.baseline} from {point:,} {unit} on"
            times = f"{comparison.interval} times as many requests"
            more = f", and {last.interval} times as many at {last_point:,}" if point != last_point else ""
            return f"{wins}: {times}{more}; at {previous_point:,} {_ADVICE[conclusions[index - 1]]}"
    at_points = "; ".join(f"at {point:,} {comparison.interval}" for point, comparison in comparisons)
    if "more" in conclusions:
        return f"{pair} has no single crossover in {unit}: {at_points}"
    return f"{pair} wins at no point, in {unit}: {at_points}"
