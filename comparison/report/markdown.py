"""The result of a comparison as Markdown, for the summary of a CI run; nothing of an app's own markup is rendered."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..groups import count_text
from .differences import visible

# Bytes of the whole text: GitHub takes 1 MiB for a step.
_MAX_BYTES = 60_000
# Causes and failures whose text is shown, rows of a table, and lines of a list.
_MAX_TEXTS, _MAX_ROWS, _MAX_LINES = 10, 50, 20
# Characters of a difference or a failure, and of a name.
_MAX_TEXT, _MAX_NAME = 3000, 200
_HEAD = (
    "| | differs | exchanges | notes | first test | tests | targets |",
    "| --: | --- | --: | --- | --- | --: | --- |",
)
_STATES = ("same", "expected", "different", "failed")

Result = Mapping[str, Any]


def markdown(result: Result) -> str:
    """Return a result, as `--json` writes it, as Markdown of at most 60 KB: the verdict, then the causes.

    What is cut is said.
    """
    sections = [_verdict(result), *_error(result), *_causes(result), *_first_differences(result)]
    sections += [*_failures(result), *_lists(result), _counts(result)]
    return "\n\n".join(_fitting(sections)) + "\n"


def _fitting(sections: Sequence[str]) -> Iterator[str]:
    """Yield the sections that fit, and a sentence about the others."""
    left, omitted = _MAX_BYTES - 200, 0
    for section in sections:
        size = len(section.encode()) + 2
        if size <= left:
            left -= size
            yield section
        else:
            omitted += 1
    if omitted:
        yield f"{count_text(omitted, 'section')} of this summary did not fit: the JSON of the run has all."


def _verdict(result: Result) -> str:
    """Return the heading: whether the apps are equal, and how many causes and failures there are."""
    if result["error"]:
        return "## Not compared" if not result["cells"] else "## Partly compared"
    parts = [count_text(len(result[key]), name) for key, name in (("groups", "cause"), ("failures", "failure"))]
    named = [part for part in parts if not part.startswith("0 ")]
    verdict = "Equal" if result["equal"] else "Different" if result["groups"] else "Not equal"
    tests = len({cell["test"] for cell in result["cells"]})
    targets = len({cell["target"] for cell in result["cells"]})
    shard = f", shard {result['shard']['number']} of {result['shard']['count']}" if result.get("shard") else ""
    causes = f": {' and '.join(named)}" if named else ""
    return f"## {verdict}{causes} ({count_text(tests, 'test')} on {count_text(targets, 'target')}{shard})"


def _error(result: Result) -> Iterator[str]:
    if result["error"]:
        yield _block(result["error"])


def _causes(result: Result) -> Iterator[str]:
    """Yield the table of the causes, the most dangerous first."""
    groups = result["groups"]
    if not groups:
        return
    rows = [*_HEAD]
    for number, group in enumerate(groups[:_MAX_ROWS], 1):
        cells = (
            str(number),
            _code(group["field"]),
            str(group["exchanges"]),
            _notes(group["notes"]),
            _code(group["tests"][0]),
            str(len(group["tests"])),
            ", ".join(map(_code, group["targets"])),
        )
        rows.append(f"| {' | '.join(cells)} |")
    yield "\n".join(rows)
    yield from _more(len(groups) - _MAX_ROWS, "more cause")


def _notes(notes: Mapping[str, Sequence[str]]) -> str:
    """Return the notes of a cause: those that are certain, or else those that are possible."""
    certain, possible = (", ".join(map(_code, notes[key])) for key in ("certain", "possible"))
    return certain or (f"may be {possible}" if possible else "")


def _first_differences(result: Result) -> Iterator[str]:
    """Yield the first difference of each cause, in the order of the table."""
    groups = result["groups"]
    for number, group in enumerate(groups[:_MAX_TEXTS], 1):
        place = f"{_code(group['field'])} in {_code(group['tests'][0])} on {_code(group['targets'][0])}"
        yield f"**{number}.** {place}\n\n{_block(group['first'])}"
    yield from _more(len(groups) - _MAX_TEXTS, "more cause", "without their first difference")


def _failures(result: Result) -> Iterator[str]:
    failures = result["failures"]
    if failures:
        yield "### Failures"
    for failure in failures[:_MAX_TEXTS]:
        yield f"{_code(failure['test'])}\n\n{_block(failure['text'])}"
    yield from _more(len(failures) - _MAX_TEXTS, "more failure")


def _lists(result: Result) -> Iterator[str]:
    """Yield what was not compared, what is unused, and what the run has to say."""
    unused = [entry["entry"] for entry in result["unused_expected"]] + result["unused_normalizers"]
    lists = (
        ("Not compared", result["not_compared"]),
        ("Unused", [] if result.get("shard") else unused),
        ("Notices", result["notices"]),
    )
    for title, texts in lists:
        if texts:
            lines = "\n".join(f"- {_code(text)}" for text in texts[:_MAX_LINES])
            yield f"### {title}\n\n{lines}"
            yield from _more(len(texts) - _MAX_LINES, "more line")


def _counts(result: Result) -> str:
    """Return how many tests are in each state on their targets, and which versions the sides have."""
    states = Counter(cell["state"] for cell in result["cells"])
    counts = ", ".join(f"{states[state]} {state}" for state in _STATES if states[state]) or "nothing compared"
    sides = [
        f"{side} {_code(app)}{_versions(result['sides'].get(side, {}))}" for side, app in result.get("apps", {}).items()
    ]
    return "  \n".join([f"Each test on each target: {counts}.", *sides])


def _versions(versions: Mapping[str, str]) -> str:
    named = ", ".join(f"{_code(f'{name} {version}')}" for name, version in versions.items())
    return f": {named}" if named else ""


def _more(number: int, name: str, condition: str = "") -> Iterator[str]:
    if number > 0:
        yield " ".join(filter(None, ["…", count_text(number, name), condition]))


def _code(text: str) -> str:
    """Return a text in one line as a code span: GitHub makes no mention, link or markup of what is in one.

    A bar would end a cell of a table, with a backslash or without.
    """
    line = " ".join(_plain(text).split()).replace("|", "¦")
    line = line if len(line) <= _MAX_NAME else f"{line[:_MAX_NAME]}…"
    fence = "`" * (_longest_run(line) + 1)
    return f"{fence} {line} {fence}" if "`" in line else f"`{line}`" if line else ""


def _block(text: str) -> str:
    """Return a text as a fenced block, whose fence is longer than any in the text."""
    plain = _plain(text)
    cut = len(plain) - _MAX_TEXT
    plain = plain if cut <= 0 else f"{plain[:_MAX_TEXT]}\n… {cut} more characters"
    fence = "`" * max(3, _longest_run(plain) + 1)
    return f"{fence}text\n{plain}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _plain(text: str) -> str:
    """Return a text with control characters and lone surrogates escaped."""
    return visible(text.encode("utf-8", "backslashreplace").decode())
