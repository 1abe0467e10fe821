"""Show differences as text: one in full, and the groups of a comparison."""

import re
from collections.abc import Iterator, Sequence

import click

from ..compare import Comparison, RunDifference
from ..groups import DifferenceGroup, count_text
from ..values.exchange import NO_REQUESTS, curl, is_in_command
from ..values.meaning import meaning
from ..values.normalizers import RANDOM_ID, TIME_TEXT
from ..values.placeholders import PLACEHOLDER
from ..values.served import is_served, serve_command

# Control characters but line feed and tab, and those that change the direction of writing.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What holds for one run: a secret that is masked, a random id (RFC 9562 too), a time.
_OF_ONE_RUN = re.compile(
    rf"{PLACEHOLDER.pattern}|{RANDOM_ID.pattern}|{TIME_TEXT.pattern}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
)
# Fields of noise, and consequences of a group, that are listed.
_LISTED = 5
# Lines of a traceback that mark a part of the line above.
_MARKS = re.compile(r"\s*[~^]+\s*")
# Lines of a log that are shown.
_LOGGED = 12


def difference_text(run_difference: RunDifference, test: str) -> str:
    """Return a difference of a test in full: both values, what it means, and a shell command for either app."""
    difference, names = run_difference.difference, run_difference.names
    lines = [difference.as_text(*names)]
    if difference.kind == "body":
        lines += [f"    {line}" for line in meaning(difference.baseline, difference.candidate)]
    if ids := (*run_difference.notes.certain, *run_difference.notes.possible):
        lines.append(f"    note{note_suffix(run_difference)} (`comparison notes {ids[0]}` tells more)")
    for name, log in zip(names, run_difference.logs, strict=True):
        if log:
            lines += [f"    The {name} logged:", *(f"      {line}" for line in last_logged(log))]
    if run_difference.varies:
        lines.append("    The baseline varies in this place too, but not like this.")
    elif run_difference.agreed:
        lines.append(f"    The baseline agreed with itself {run_difference.agreed} times in this place.")
    return visible("\n".join([*lines, *_command_lines(run_difference, test)]))


def _command_lines(run_difference: RunDifference, test: str) -> Iterator[str]:
    """Yield a shell command for each address of the two apps, and when it works: a cookie or an id is of one run."""
    request = run_difference.difference.request
    origins: dict[str, list[str]] = {}
    for origin, run in zip(run_difference.origins, run_difference.runs, strict=True):
        if origin and request.method not in NO_REQUESTS:
            serve = serve_command(test, run.target) if is_served(origin) else ""
            origins.setdefault(serve, []).append(origin)
    for serve, addresses in origins.items():
        commands = [curl(request, origin) for origin in dict.fromkeys(addresses)]
        yield from (f"    reproduce: {command}" for command in commands)
        if serve and (not is_in_command(request.body) or any(map(_OF_ONE_RUN.search, commands))):
            yield f"      `{serve}` prints this with the cookies, ids and files of its run"
        elif serve:
            yield f"      works while `{serve}` runs"


def last_logged(log: str) -> list[str]:
    """Return the last lines of a log, without colours and without the lines that only mark a part of a line."""
    lines = click.unstyle(log).splitlines()
    return [line for line in lines if not _MARKS.fullmatch(line)][-_LOGGED:]


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
        yield from (f"   {line}" for line in difference_text(first.difference, first.cell.test).splitlines())
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
