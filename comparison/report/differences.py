"""Show differences as text: one in full, and the groups of a comparison."""

import re
from collections.abc import Iterator, Sequence

from ..compare import Comparison, RunDifference
from ..groups import DifferenceGroup, count_text
from ..values.exchange import NO_REQUESTS, curl
from ..values.meaning import meaning

# Control characters but line feed and tab, and those that change the direction of writing.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Fields of noise, and consequences of a group, that are listed.
_LISTED = 5
# Lines of a log that are shown.
_LOGGED = 12


def difference_text(run_difference: RunDifference) -> str:
    """Return a difference in full: both values, what it means, and a shell command for either app."""
    difference, runs = run_difference.difference, run_difference.runs
    by_target = runs[0].target != runs[1].target
    names = [run.target if by_target else run.side for run in runs]
    lines = [difference.as_text(*names)]
    if difference.kind == "body":
        lines += [f"    {line}" for line in meaning(difference.baseline, difference.candidate)]
    if ids := (*run_difference.notes.certain, *run_difference.notes.possible):
        lines.append(f"    note{note_suffix(run_difference)} (`comparison notes {ids[0]}` tells more)")
    for name, log in zip(names, run_difference.logs, strict=True):
        if log:
            lines += [f"    The {name} logged:", *(f"      {line}" for line in log.splitlines()[-_LOGGED:])]
    if run_difference.varies:
        lines.append("    The baseline varies in this place too, but not like this.")
    elif run_difference.agreed:
        lines.append(f"    The baseline agreed with itself {run_difference.agreed} times in this place.")
    origins = dict.fromkeys(run_difference.origins) if difference.request.method not in NO_REQUESTS else ()
    commands = [curl(difference.request, origin) for origin in origins if origin]
    return visible("\n".join([*lines, *(f"    reproduce: {command}" for command in commands)]))


def note_suffix(run_difference: RunDifference) -> str:
    """Return ": FD201" or ": may be FD201", or "" for a difference that no note explains."""
    return f": {run_difference.notes}" if str(run_difference.notes) else ""


def group_lines(groups: Sequence[DifferenceGroup]) -> Iterator[str]:
    """Yield the text of each group: its title, its first difference in full, and what follows from it."""
    for number, group in enumerate(groups, 1):
        yield f"{number}. {visible(group.title)}"
        first = group.occurrences[0]
        rest = len(group.tests) - 1
        more = f", and {count_text(rest, 'more test')}" if rest else ""
        yield f"   first in {first.cell.test} on {first.cell.target}{more}"
        yield from (f"   {line}" for line in difference_text(first.difference).splitlines())
        fields = list(dict.fromkeys(item.difference.difference.field for item in group.consequences))
        if fields:
            more = f" and {len(fields) - _LISTED} more" if len(fields) > _LISTED else ""
            count = count_text(len(group.consequences), "difference")
            yield f"   follows from it, {count}: {visible(', '.join(fields[:_LISTED]))}{more}"
        yield ""


def noise_lines(comparison: Comparison, is_complete: bool) -> Iterator[str]:
    """Yield the fields in which the baseline differs from itself: the first, or all."""
    fields: dict[str, str] = {}
    for cell in comparison.cells:
        for noise in cell.noise:
            fields.setdefault(f"{cell.test} {noise.position} {noise.field}", str(noise))
    if fields:
        yield f"noise, {count_text(len(fields), 'field')} in which the baseline differs from itself:"
        texts = list(fields.values()) if is_complete else list(fields.values())[:_LISTED]
        yield from (f"  {visible(text)}" for text in texts)
        if len(texts) < len(fields):
            yield f"  {len(fields) - len(texts)} more: --verbose lists all"


def visible(text: str) -> str:
    """Return a text with its control characters escaped: an app's answer must not write to the terminal as it likes."""
    return _CONTROLS.sub(
        lambda match: f"\\x{ord(match[0]):02x}" if ord(match[0]) < 256 else f"\\u{ord(match[0]):04x}", text
    )
