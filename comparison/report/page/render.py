"""The page as parts of a file: a template with its style, its script and the payload in it."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from ..differences import visible
from ..exchange_json import MAX_BODY
from ..recorded import Recorded
from .causes import Cause, causes_of
from .overview import (
    NoteText,
    expected_of,
    failures_of,
    noise_of,
    note_ids,
    paragraphs,
    slowest_of,
    verdict,
    versions_of,
    warnings_of,
)
from .payload import Payload


def page_parts(result: Mapping[str, Any], recorded: Recorded, notes: Mapping[str, NoteText]) -> Iterator[str]:
    """Yield the parts of the page of a result; `notes` are those that differences may name, by id.

    Raises KeyError, TypeError or ValueError for a result that is not of this version.
    """
    causes, noise, expected, failures = causes_of(result), noise_of(result), expected_of(result), failures_of(result)
    sides, versions = versions_of(result)
    payload = Payload(result, recorded)
    is_different = bool(causes or result["failures"]) or any(cell["state"] == "failed" for cell in result["cells"])
    style, script = _resource("style.css"), _resource("page.js")
    named_notes = note_ids(result, notes)
    titles = {id: notes[id].title.replace("`", "") for id in named_notes}
    yield from _template().generate(
        policy=_policy(style, script),
        style=Markup(style),  # noqa: S704 - a file of this package
        script=Markup(script),  # noqa: S704 - a file of this package
        result=result,
        verdict=verdict(result, causes),
        is_different=is_different or not result["cells"],
        compared=bool(result["cells"]),
        sides=sides,
        versions=versions,
        counts=_counts(result, recorded),
        warnings=warnings_of(result),
        sections=_sections(result, causes, failures, noise, expected, named_notes),
        causes=causes,
        failures=failures,
        noise=noise,
        expected=expected,
        slowest=slowest_of(result),
        notes=notes,
        named_notes=named_notes,
        max_body=f"{MAX_BODY // 1024} KiB",
        link=_link,
        paragraphs=paragraphs,
        visible=visible,
        payload=payload,
        index=lambda: Markup(payload.index([cause.tests for cause in causes], titles)),  # noqa: S704 - it has no markup
    )


def _counts(result: Mapping[str, Any], recorded: Recorded) -> list[tuple[str, str]]:
    """Return what was compared, as numbers with their nouns."""
    tests = list(dict.fromkeys(cell["test"] for cell in result["cells"]))
    targets = list(dict.fromkeys(cell["target"] for cell in result["cells"]))
    exchanges = sum(len(run.exchanges) for test in tests for run in recorded.runs(test))
    names = f"targets: {', '.join(targets)}" if len(targets) != 1 else f"target: {targets[0]}"
    counts = [(f"{len(tests):,}", "tests" if len(tests) != 1 else "test"), (str(len(targets)), names)]
    return [*counts, (f"{exchanges:,}", "exchanges on both sides")] if exchanges else counts


def _sections(
    result: Mapping[str, Any],
    causes: Sequence[Cause],
    failures: Sequence[object],
    noise: Sequence[object],
    expected: Sequence[object],
    notes: Sequence[str],
) -> list[tuple[str, str, int | None]]:
    """Return id, name and number of entries of each section of the page."""
    tests = len({cell["test"] for cell in result["cells"]})
    sections = [
        ("causes", "Causes", len(causes)),
        ("failures", "Failures", len(failures)),
        ("tests", "Tests", tests),
        ("suite", "Test suite", len(result.get("suite", ()))),
        ("expected", "Expected", len(expected)),
        ("noise", "Noise", len(noise)),
        ("not-compared", "Not compared", len(result["not_compared"])),
        ("slowest", "Slowest", None),
        ("notes", "Notes", len(notes)),
    ]
    always = ("causes", "tests")
    return [item for item in sections if item[2] or item[0] in always or (item[2] is None and tests)]


def _link(test: str, target: str, exchange: int | None = None) -> str:
    place = {"test": test, "target": target} | ({} if exchange is None else {"exchange": str(exchange)})
    return f"#{urlencode(place, errors='replace')}"


def _policy(style: str, script: str) -> str:
    """Return a content security policy: nothing is loaded, and nothing runs but the script of this package."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _resource(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_resource("template.html"))
