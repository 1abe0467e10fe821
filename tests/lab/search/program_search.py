"""Run programs with both frameworks, and return the lines that differ and that expected_programs.toml does not list."""

import asyncio
import contextlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet

from comparison.errors import StartError
from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules
from comparison.notes.probed_app import open_app

from .area import Sent
from .programs import Program
from .search import silence
from .signed_sessions import with_readable_sessions

LIMIT = 20  # seconds a program


@dataclass(frozen=True)
class LineDifference:
    """A label with the lines of both frameworks."""

    label: str
    flask: str
    quart: str

    def __str__(self) -> str:
        return f"{self.label}\n  flask: {self.flask}\n  quart: {self.quart}"


@dataclass(frozen=True)
class ExpectedLine:
    """An entry of expected_programs.toml: an area, labels whose lines differ, and the note or the reason.

    The area, the label and both lines are patterns of the shell.
    """

    area: str
    label: str
    note: str = ""
    reason: str = ""
    quart: str = ""
    flask_line: str = "*"
    quart_line: str = "*"

    def covers(self, area: str, difference: LineDifference) -> bool:
        """Return whether this entry covers a difference."""
        pairs = (
            (self.area, area),
            (self.label, difference.label),
            (self.flask_line, difference.flask),
            (self.quart_line, difference.quart),
        )
        return all(fnmatchcase(value, pattern) for pattern, value in pairs)


@dataclass(frozen=True)
class Result:
    """What a program showed: unexpected differences, and the labels of expected ones."""

    program: Program
    rewritten: str
    manual_steps: tuple[str, ...]
    unexpected: tuple[LineDifference, ...]
    used: frozenset[ExpectedLine]

    def __str__(self) -> str:
        steps = "\n".join(self.manual_steps)
        return f"Program {self.program.number} ({self.program.area})\n{steps}\n" + "\n".join(map(str, self.unexpected))


@cache
def expected_lines() -> tuple[ExpectedLine, ...]:
    """Return the entries that hold for this version of Quart."""
    content = tomllib.loads(Path(__file__).with_name("expected_programs.toml").read_text(encoding="utf-8"))
    listed = [ExpectedLine(**entry) for entry in content.get("expected", ())]
    return tuple(entry for entry in listed if SpecifierSet(entry.quart).contains(version("quart")))


def migrated(source: str) -> tuple[str, tuple[str, ...]]:
    """Return a Flask source rewritten for Quart by all rules, and the manual steps."""
    module = Module.parse("shop", source.encode())
    result = Migration(Project.of([module]), tuple(all_rules().values())).run().rewritten_module(module)
    return result.source.text.decode(), tuple(f"{step}" for step in result.manual_steps)


async def lines_of(source: str, framework: str, program: Program, directory: Path) -> dict[str, str]:
    """Return the program's lines by label; one that could not start has the line "start"."""
    try:
        async with asyncio.timeout(LIMIT), open_app(source, framework, "client", directory) as app:
            text = await _text_of(app, program)
    except StartError as error:
        text = f"start: {type(error.__cause__ or error).__name__}: {error.__cause__ or error}"
    except Exception as error:  # whatever a program raises is its result
        text = f"program: {type(error).__name__}: {error}"
    lines = (line.partition(": ") for line in plain(text).splitlines())
    return {label: rest for label, _, rest in lines}


async def _text_of(app: Any, program: Program) -> str:
    if hasattr(app.module, "check"):
        check = app.module.check
        # A task has a context of its own, so that a program leaves none behind.
        run = check() if inspect.iscoroutinefunction(check) else asyncio.to_thread(check)
        return str(await asyncio.create_task(run))
    responses = [(label, await _response(app, sent)) for label, sent in program.requests]
    if all(not label for label, _ in responses):
        return "\n".join(f"status: {response.status_code}\n{response.text}" for _, response in responses)
    return "\n".join(line for label, response in responses for line in _exchange_lines(label, response))


async def _response(app: Any, sent: Sent) -> Any:
    path, options = sent
    arguments = {name: value for name, value in options.items() if name != "method"}
    try:
        return await app.client.request(options.get("method", "GET"), path, **arguments)
    except Exception as error:  # the app's exception, in process
        return error


def _exchange_lines(label: str, response: Any) -> Iterator[str]:
    """Yield a line for the status, each header but those that vary, and the body."""
    if isinstance(response, Exception):
        yield f"{label} status: raises {type(response).__name__}"
        return
    yield f"{label} status: {response.status_code}"
    for name in sorted(set(response.headers) - {"date", "expires", "server", "connection"}):
        yield f"{label} {name}: {_readable(', '.join(response.headers.get_list(name)))}"
    yield f"{label} body: {response.text[:300]!r}"


def _readable(header: str) -> str:
    """Return a header with the sessions in it decoded, and without the times of expiry."""
    return with_readable_sessions(re.sub(r"Expires=[^;]*GMT", "Expires=TIME", header))


def plain(text: str) -> str:
    """Remove what differs between any two runs, and the frameworks' own names."""
    text = re.sub(r"0x[0-9a-f]+", "0x", text)
    text = re.sub(r"(flask|quart)_note_\d+", "module", text)
    text = re.sub(r"quart(?=\.)|\bquart\b", "flask", text)
    return text.replace("Quart", "Flask").replace("QUART_", "FLASK_")


async def searched_program(program: Program, directory: Path) -> Result:
    """Run a program with both frameworks."""
    candidate, steps = migrated(program.source)
    with silence(), contextlib.chdir(directory):
        ours = await lines_of(program.source, "flask", program, directory)
        theirs = await lines_of(candidate, "quart", program, directory)
    labels = [label for label in {**ours, **theirs} if ours.get(label) != theirs.get(label)]
    labels = ["start"] if "start" in labels else labels
    statuses = tuple(label.removesuffix("status") for label in labels if label.endswith(" status"))
    labels = [label for label in labels if not label.startswith(statuses) or label.endswith(" status")]
    differences = [LineDifference(label, ours.get(label, "-"), theirs.get(label, "-")) for label in labels]
    reasons = {each: [entry for entry in expected_lines() if entry.covers(program.area, each)] for each in differences}
    unexpected = tuple(each for each, entries in reasons.items() if not entries)
    return Result(program, candidate, steps, unexpected, frozenset(chain.from_iterable(reasons.values())))
