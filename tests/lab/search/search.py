"""Send the same requests to Flask and Quart, and return the differences that expected.toml does not list."""

import contextlib
import logging
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import ndiff
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from packaging.specifiers import SpecifierSet
from werkzeug.urls import iri_to_uri

from comparison.errors import StartError
from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules
from comparison.values.difference import Difference, differences
from comparison.values.exchange import Request
from comparison.values.normalizers import Conversation

from .answers import answers
from .questions import Question
from .together import conversations

FILES = {
    "static/hello.txt": "hello, file\n",
    "static/page.css": "body {}\n",
    "static/sub/x.txt": "x",
    "templates/page.html": "<p>{{ name }} {{ extra }}{% for one in items %} {{ one }}{% endfor %}</p>\n",
}
MADE = 1_700_000_000


@dataclass(frozen=True)
class Expected:
    """An entry of expected.toml: a field that differs where all `features` are there, and why.

    `target` is a pattern of the shell. After a difference that `ends` the comparison, or in status, other fields and
    later exchanges are ignored: the two sessions may have been filled differently.
    """

    field: str
    features: frozenset[str]
    note: str
    quart: str = ""
    target: str = "*"
    ends: bool = False
    baseline: str | None = None
    candidate: str | None = None

    def covers(self, difference: Difference, features: frozenset[str], target: str) -> bool:
        """Return whether this entry covers the difference."""
        values = ((self.baseline, difference.baseline), (self.candidate, difference.candidate))
        return (
            self.field == difference.field
            and self.features <= features
            and fnmatchcase(target, self.target)
            and all(own is None or own == value for own, value in values)
        )


@dataclass(frozen=True)
class Finding:
    """The unexpected differences of a question."""

    question: Question
    rewritten: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        text = "\n\n".join(self.described(difference) for difference in self.differences)
        return f"Question {self.question.number}\n{self.rewritten}\n{text}"

    def described(self, difference: Difference) -> str:
        text = difference.as_text("flask", "quart")
        if not 0 < difference.position <= len(self.question.asks):
            return text
        ask = self.question.asks[difference.position - 1]
        return f"{text}\n    headers: {ask.headers}\n    body: {ask.content!r}\n    features: {sorted(ask.features)}"


@cache
def entries() -> tuple[Expected, ...]:
    """Return the entries that hold for this version of Quart."""
    content = tomllib.loads(Path(__file__).with_name("expected.toml").read_text(encoding="utf-8"))
    listed = [Expected(**{**entry, "features": frozenset(entry["features"])}) for entry in content.get("expected", ())]
    return tuple(entry for entry in listed if SpecifierSet(entry.quart).contains(version("quart")))


def rewritten(source: str) -> str:
    """Return a Flask source rewritten for Quart by all rules."""
    module = Module.parse("asked", source.encode())
    migration = Migration(Project.of([module]), tuple(all_rules().values())).run()
    return migration.rewritten_module(module).source.text.decode()


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Silence the log: the questions raise exceptions in views on purpose."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, [logging.NullHandler()]
    try:
        yield
    finally:
        root.handlers = before


def furnish(directory: Path) -> None:
    """Write the files that the apps serve, with a fixed modification time."""
    for name, content in FILES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        os.utime(path, (MADE, MADE))


async def compared(question: Question, candidate: str, target: str, directory: Path) -> list[Difference]:
    """Send the question to both apps; return every difference."""
    sides = []
    with silence():
        for source, framework in ((question.source, "flask"), (candidate, "quart")):
            try:
                sides.append(await answers(source, framework, question.asks, target, directory))
            except StartError as error:
                return [Difference(0, Request("", ""), "start", framework, str(error))]
    return _parts_of(*sides)


async def compared_together(
    questions: Sequence[Question], candidates: Sequence[str], target: str, directory: Path
) -> list[list[Difference]]:
    """Send questions to apps that one server serves; return every difference of each.

    If one of the apps does not start, each question gets a server of its own.
    """
    sources = [question.source for question in questions]
    try:
        with silence():
            ours = await conversations(questions, sources, "flask", target, directory)
            theirs = await conversations(questions, candidates, "quart", target, directory)
    except StartError:
        return [
            await compared(question, candidate, target, directory)
            for question, candidate in zip(questions, candidates, strict=True)
        ]
    return [_parts_of(*pair) for pair in zip(ours, theirs, strict=True)]


def _parts_of(baseline: Conversation, candidate: Conversation) -> list[Difference]:
    return [part for difference in differences(baseline, candidate) for part in parted(difference)]


def parted(difference: Difference) -> Iterator[Difference]:
    """Split a difference by its field: the attributes of a cookie or link, the events of a trace."""
    ours, theirs = difference.baseline or "", difference.candidate or ""
    if difference.field.startswith("cookie ") and sorted(ours) == sorted(theirs):
        yield replace(difference, field=f"order in {difference.field}")
    elif difference.field == "header location" and ours == iri_to_uri(
        theirs.encode("latin-1").decode(errors="replace")
    ):
        yield replace(difference, field="encoding of header location")
    elif difference.field == "trace":
        yield from events(difference)
    else:
        yield difference


def events(difference: Difference) -> Iterator[Difference]:
    """Yield a difference for each kind of event in which two traces differ, as "trace KIND" or "trace signal NAME"."""
    kinds: dict[str, tuple[list[str], list[str]]] = {}
    for line in ndiff((difference.baseline or "").splitlines(), (difference.candidate or "").splitlines()):
        if line[0] in "-+":
            event = re.match(r"signal [\w-]+|\w+", line[2:])
            kinds.setdefault(event[0] if event else "", ([], []))[line[0] == "+"].append(line[2:])
    for kind, (ours, theirs) in kinds.items():
        yield replace(difference, field=f"trace {kind}", baseline="\n".join(ours), candidate="\n".join(theirs))


def unexpected(
    question: Question, differences: list[Difference], target: str
) -> tuple[list[Difference], set[Expected]]:
    """Return the unexpected differences, and the entries that cover the expected ones."""
    left, used = [], set()
    for _, exchange in groupby(sorted(differences, key=attrgetter("position")), attrgetter("position")):
        covered = [(difference, _reasons(question, difference, target)) for difference in exchange]
        used |= {entry for _, reasons in covered for entry in reasons}
        if any(entry.ends or difference.field == "status" for difference, reasons in covered for entry in reasons):
            break
        left += [difference for difference, reasons in covered if not reasons]
    return left, used


def _reasons(question: Question, difference: Difference, target: str) -> list[Expected]:
    """Return the entries that cover a difference."""
    features = question.asks[difference.position - 1].features if difference.position else frozenset()
    return [entry for entry in entries() if entry.covers(difference, features, target)]


async def searched(question: Question, target: str, directory: Path) -> tuple[Finding | None, set[Expected]]:
    """Ask a question; return the finding, if any, and the entries that were used."""
    candidate = rewritten(question.source)
    return _judged(question, candidate, await compared(question, candidate, target, directory), target)


async def searched_together(
    questions: Sequence[Question], target: str, directory: Path
) -> list[tuple[Finding | None, set[Expected]]]:
    """Ask questions of apps that one server serves; return the result of each, as `searched` does."""
    candidates = [rewritten(question.source) for question in questions]
    results = await compared_together(questions, candidates, target, directory)
    triples = zip(questions, candidates, results, strict=True)
    return [_judged(question, candidate, differing, target) for question, candidate, differing in triples]


def _judged(
    question: Question, candidate: str, differing: list[Difference], target: str
) -> tuple[Finding | None, set[Expected]]:
    """Return the finding of a question's differences, if any, and the entries that were used."""
    left, used = unexpected(question, differing, target)
    return (Finding(question, candidate, tuple(left)) if left else None), used
