"""What the page says of a result beside its causes: the verdict, what was compared, and the lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...groups import count_text
from ..differences import visible
from .causes import Cause
from .marks import Segment

# Rows of the list of noise, and of the slowest tests.
_LISTED, _SLOWEST = 200, 10


@dataclass(frozen=True)
class NoteText:
    """A migration note for a reader: its title and reason, how severe it is, and what to do."""

    title: str
    reason: str
    severity: str
    remedy: str


@dataclass(frozen=True)
class FailedTest:
    """A test that failed alike in some of its runs, with the text of the first."""

    test: str
    runs: str
    text: str


@dataclass(frozen=True)
class Noise:
    """A field of a request that varies by itself, in a number of tests, with two of its values."""

    request: str
    field: str
    tests: int
    examples: tuple[str, str]


@dataclass(frozen=True)
class Expected:
    """An expected difference that occurred: its reason, and the fields and tests in which it did."""

    because: str
    fields: Sequence[str]
    tests: Sequence[str]
    targets: Sequence[str]


def verdict(result: Mapping[str, Any], causes: Sequence[Cause]) -> str:
    """Return the result in a sentence."""
    cells = result["cells"]
    tests = {cell["test"] for cell in cells}
    if not cells and not result["failures"]:
        return "Nothing was compared."
    different = {cell["test"] for cell in cells if cell["state"] == "different"}
    different |= {test for cause in causes for test in cause.tests}
    failed = {cell["test"] for cell in cells if cell["state"] == "failed"}
    if causes:
        verb = "makes" if len(causes) == 1 else "make"
        more = f", and {count_text(len(failed - different), 'more test')} failed" if failed - different else ""
        number = f"{len(different):,} of {len(tests):,} {'test' if len(tests) == 1 else 'tests'}"
        return f"{count_text(len(causes), 'cause')} {verb} {number} differ{more}."
    if failed or result["failures"]:
        count = len(failed) or len(result["failures"])
        return f"{count_text(count, 'test')} failed. Otherwise both apps answer alike."
    if any(cell["state"] == "expected" for cell in cells):
        return f"Both apps answer alike in {_all(len(tests))}, apart from what is expected."
    return f"Both apps answer alike in {_all(len(tests))}."


def warnings_of(result: Mapping[str, Any]) -> list[str]:
    """Return a result's warnings: its error and notices, what did not run, and unused expected differences."""
    texts = [result["error"], *result["notices"]]
    if not result["complete"]:
        texts.append("The run is not complete: not every test ran on every target.")
    if number := len(result["unused_expected"]):
        texts.append(
            f"{count_text(number, 'expected difference')} did not occur: `comparison accept --prune` removes them."
        )
    if number := len(result["not_compared"]):
        texts.append(f"{count_text(number, 'test')} ran on one side of a target alone.")
    return [visible(text) for text in texts if text]


def noise_of(result: Mapping[str, Any]) -> list[Noise]:
    """Return what varies by itself: a request and a field once, the most frequent first."""
    places: dict[tuple[str, str], dict[str, Any]] = {}
    for cell in result["cells"]:
        for item in cell["noise"]:
            left, right = item["examples"]
            key = (item["request"], item["field"])
            place = places.setdefault(key, {"tests": set(), "left": left, "right": right})
            place["tests"].add(cell["test"])
    rows = [
        Noise(visible(request), visible(field), len(place["tests"]), (visible(place["left"]), visible(place["right"])))
        for (request, field), place in places.items()
    ]
    return sorted(rows, key=lambda row: -row.tests)[:_LISTED]


def expected_of(result: Mapping[str, Any]) -> list[Expected]:
    """Return the expected differences that occurred, by their reasons."""
    reasons: dict[str, list[tuple[str, str, str]]] = {}
    for cell in result["cells"]:
        for item in cell["differences"]:
            if item["because"] is not None:
                reasons.setdefault(item["because"], []).append((item["field"], cell["test"], cell["target"]))
    return [
        Expected(visible(because), *(list(dict.fromkeys(values)) for values in zip(*places, strict=True)))
        for because, places in reasons.items()
    ]


def slowest_of(result: Mapping[str, Any]) -> list[tuple[str, str, float]]:
    """Return test, target and seconds of the slowest cells."""
    cells = sorted(result["cells"], key=lambda cell: -cell["seconds"])[:_SLOWEST]
    return [(cell["test"], cell["target"], cell["seconds"]) for cell in cells if cell["seconds"] > 0]


def note_ids(result: Mapping[str, Any], known: Mapping[str, NoteText]) -> list[str]:
    """Return the ids of the notes that differences and their reasons name, in the order of the notes."""
    differences = [item for cell in result["cells"] for item in cell["differences"]]
    named = {id for item in [*differences, *result["groups"]] for ids in item["notes"].values() for id in ids}
    reasons = {item["because"] for item in differences if item["because"] is not None}
    return [id for id in known if id in named or any(id in reason for reason in reasons)]


def failures_of(result: Mapping[str, Any]) -> list[FailedTest]:
    """Return the failures, those of a test with the same last line together."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for failure in result["failures"]:
        test, _, run = visible(failure["test"]).partition("[")
        text = visible(failure["text"])
        groups.setdefault((test, text.rstrip().rpartition("\n")[2]), []).append((run.rpartition("]")[0], text))
    return [
        FailedTest(test, ", ".join(run for run, _ in failures if run), failures[0][1])
        for (test, _), failures in groups.items()
    ]


def paragraphs(text: str) -> list[list[Segment]]:
    """Return the paragraphs of a note, in which what stands between backticks is code."""
    joined = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
    return [
        [(part, number % 2 == 1) for number, part in enumerate(paragraph.split("`"))]
        for paragraph in joined
        if paragraph
    ]


def _all(number: int) -> str:
    return "the only test" if number == 1 else f"all {number:,} tests"


def versions_of(result: Mapping[str, Any]) -> tuple[list[tuple[str, str, str]], str]:
    """Return name, app and own versions of each side, and the versions that are the same on both."""
    sides: Mapping[str, Mapping[str, str]] = result["sides"]
    if not sides:
        sides = dict.fromkeys(("baseline", "candidate"), result["versions"])
    baseline, candidate = sides.get("baseline", {}), sides.get("candidate", {})
    equal = {package: version for package, version in baseline.items() if candidate.get(package) == version}
    rows = []
    for side, versions in (("baseline", baseline), ("candidate", candidate)):
        own = {package: version for package, version in versions.items() if package not in equal}
        rows.append((side, visible(result["apps"].get(side, "")), _versions_text(own)))
    return rows, _versions_text(equal)


def _versions_text(versions: Mapping[str, str]) -> str:
    return visible(", ".join(f"{package} {version}" for package, version in versions.items()))
