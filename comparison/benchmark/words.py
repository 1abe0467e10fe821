"""What the numbers mean for a reader, in sentences made of them."""

from collections.abc import Iterator

from .result import CLOSED, Cell, Compared, Result, compared

UNITS = {"clients": "clients", "bytes": "bytes", "wait": "ms of wait", "": ""}
ADVICE = {
    "more": "here moving pays",
    "less": "here staying pays",
    "none": "here it makes no difference that this run could see",
    "unknown": "here too few rounds counted to tell",
}


def sentences(result: Result) -> Iterator[str]:
    """Yield a sentence for each workload and baseline, then where the crossover is, then what was not measured."""
    for name, table in result.settings["workloads"].items():
        groups = [cells for cells in result.groups() if cells[0].workload == name and cells[0].load == CLOSED]
        baselines = dict.fromkeys(cell.contestant for cells in groups for cell in cells if cell.role == "baseline")
        for baseline in baselines:
            row = list(along(groups, baseline))
            if len(row) == 1:
                yield f"{name}: {sentence(row[0][1])}."
            elif row:
                yield f"{name}: {crossover(row, UNITS[table['grows']])}."
    for name, why in result.differs.items():
        yield f"{name}: not measured, since {why}"


def along(groups: list[tuple[Cell, ...]], baseline: str) -> Iterator[tuple[int, Compared]]:
    """Yield each point at which the candidate can be compared with a baseline, with the comparison."""
    for cells in groups:
        for cell in cells:
            found = compared(cells, cell) if cell.contestant == baseline else None
            if found is not None:
                yield cell.point, found


def sentence(found: Compared) -> str:
    if found.interval is None:
        return f"{found.candidate} could not be compared with {found.baseline}: {ADVICE['unknown']}"
    return f"{found.candidate} answers {found.interval} times as often as {found.baseline}: {ADVICE[found.word]}"


def crossover(row: list[tuple[int, Compared]], unit: str) -> str:
    """Say from which point on the candidate wins, and by how much at the last one."""
    words = [found.word for _, found in row]
    candidate, baseline = row[0][1].candidate, row[0][1].baseline
    (first, _), (last, end) = row[0], row[-1]
    if len(set(words)) == 1:
        return f"from {first:,} to {last:,} {unit}, {sentence(end)}"
    for index, (point, found) in enumerate(row):
        if words[index] == "more" and set(words[index:]) == {"more"}:
            known = words[index - 1] if index else ""
            wins = f"{candidate} wins against {baseline} from {point:,} {unit} on ({found.interval} times)"
            more = f", and at {last:,} by {end.interval}" if point != last else ""
            return f"{wins}{more}; at {row[index - 1][0]:,} {ADVICE[known]}"
    none = "nowhere wins, counted in" if "more" not in words else "has no single crossover in"
    each = "; ".join(f"at {point:,} {found.interval}" for point, found in row)
    return f"{candidate} against {baseline} {none} {unit}: {each}"
