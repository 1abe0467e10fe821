"""Judge the responses of both apps to a case."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import click

from parity.answers import answer_in

from .answer import Answer
from .case import Case
from .pair import Pair
from .sessions import MARK

HOLD = 0.05
TRIES = 3
# Cases of each kind of finding that are printed, and the characters of one.
SHOWN, LONGEST = 3, 900


class Finding(NamedTuple):
    """A broken promise: `what` is its name, `where` the app or the field."""

    what: str
    where: str
    said: str = ""


class Tally(Counter[tuple[str, str]]):
    """How often each kind of finding was made, by what and where."""

    def add(self, finding: Finding, name: str, case: object) -> None:
        """Count a finding of a case; print it if it is one of the first SHOWN of its kind."""
        self[finding.what, finding.where] += 1
        if self[finding.what, finding.where] <= SHOWN:
            click.echo(f"{name}: {finding} {case!r}"[:LONGEST])


@dataclass
class Row:
    """The counts for all cases of a kind; `longest` is in seconds, and `slowest` is the case that took them."""

    kind: str
    bodies: int = 0
    errors: int = 0
    differences: int = 0
    other_findings: int = 0
    longest: float = 0.0
    slowest: Case | None = None
    statuses: Counter[int] = field(default_factory=Counter)
    stored: int = 0
    logged: int = 0


def judged(pair: Pair, case: Case, row: Row | None = None, most: float = HOLD) -> list[Finding]:
    """Send a case to both apps; return the findings about responses, leftover files and held event loop.

    `most` is how long the event loop may be held, in seconds.
    """
    flask, quart, hold = pair.ask(case)
    for _ in range(TRIES):
        # Only what is slow each time is slow; what takes ten times as long needs no proof.
        if hold <= most or hold > 10 * most:
            break
        hold = min(hold, pair.ask(case)[2])
    findings = [*errors(flask, quart), *odd(case, flask, "flask"), *odd(case, quart, "quart")]
    findings += differences(flask, quart)
    if hold > most:
        findings.append(Finding("hold", "quart", f"{hold * 1000:.0f} ms"))
    if row is not None:
        count(row, case, hold, findings, flask)
    return findings


def count(row: Row, case: Case, hold: float, findings: list[Finding], flask: Answer) -> None:
    row.bodies += 1
    row.errors += any(finding.what == "5xx" for finding in findings)
    row.differences += any(finding.what == "difference" for finding in findings)
    row.other_findings += any(finding.what not in ("5xx", "difference", "hold") for finding in findings)
    row.statuses[flask.status] += 1
    row.stored += bool(flask.left.uploads)
    row.logged += bool(flask.left.log)
    if hold > row.longest:
        row.longest, row.slowest = hold, case


def errors(flask: Answer, quart: Answer) -> list[Finding]:
    sides = (("flask", flask), ("quart", quart))
    return [Finding("5xx", name, str(answer.status)) for name, answer in sides if answer.status >= 500]


def differences(flask: Answer, quart: Answer) -> list[Finding]:
    """Compare the responses; after a disconnect, compare only the stored uploads.

    WSGI tells no app that its client has left: Flask refuses such a login and writes so, where Quart's view has ended.
    """
    if quart.status == 0:
        flask, quart = (replace(answer, left=replace(answer.left, log=())) for answer in (flask, quart))
    findings = []
    if flask.left != quart.left:
        findings.append(Finding("difference", "left", f"{flask.left} != {quart.left}"))
    if quart.status == 0:
        return findings
    if flask.status != quart.status:
        findings.append(Finding("difference", "status", f"{flask.status} != {quart.status}"))
    elif flask.body != quart.body:
        findings.append(Finding("difference", "body", f"{flask.body!r} != {quart.body!r}"))
    for name in sorted({name for name, _ in set(flask.headers) ^ set(quart.headers)} - {"content-length"}):
        left, right = ([value for key, value in answer.headers if key == name] for answer in (flask, quart))
        if flask.status == quart.status or name in ("location", "set-cookie"):
            findings.append(Finding("difference", f"header {name}", f"{left} != {right}"))
    return findings


def odd(case: Case, answer: Answer, name: str) -> list[Finding]:
    """Return the findings about the response and the leftover files of a single app."""
    findings, left = [], answer.left
    if left.stray:
        findings.append(Finding("stray", name, str(left.stray)))
    # A login has one record; a refused one may have one too, and no entry has two lines.
    logged_in = (case.method, case.path, answer.status) == ("POST", "/login", 302)
    whole = not left.torn and len(left.log) <= 1 and (left.log or not logged_in) and all(map(is_record, left.log))
    if not whole:
        findings.append(Finding("log", name, f"torn: {left.torn}, {left.log}"))
    if case.kind == "session" and is_accepted(case, answer):
        findings.append(Finding("accepted", name, f"{answer.status} {answer.body[:60]!r}"))
    return findings


def is_record(line: str) -> bool:
    return not line.startswith(("no record", "not escaped")) and isinstance(json.loads(line), dict)


def is_accepted(case: Case, answer: Answer) -> bool:
    """Return whether an app accepted a forged cookie."""
    if MARK.encode() in answer.body:
        return True
    got_nothing = answer_in(answer.body.decode()) == "get session fail"
    closed = {"/get-session/": got_nothing, "/login-log/": answer.status == 302}
    return not closed.get(case.path, True) or (case.path == "/pop-session/" and answer.status != 404)
