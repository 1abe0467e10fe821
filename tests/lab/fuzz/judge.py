"""What is wrong with the two answers to a case."""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .answer import Answer
from .case import Case
from .pair import Pair
from .sessions import MARK

HOLD = 0.05
TRIES = 3


class Finding(NamedTuple):
    """One thing that is wrong: `what` says which promise is broken, `where` says by whom or in which field."""

    what: str
    where: str
    said: str = ""


@dataclass
class Row:
    """What became of all cases of a kind; `longest` is in seconds, and `slowest` the case that took them."""

    kind: str
    bodies: int = 0
    errors: int = 0
    differences: int = 0
    others: int = 0
    longest: float = 0.0
    slowest: Case | None = None
    statuses: Counter[int] = field(default_factory=Counter)
    stored: int = 0
    logged: int = 0


def judged(pair: Pair, case: Case, row: Row | None = None) -> list[Finding]:
    """Ask both apps; return what is wrong with their answers, with what they left and with the time it took."""
    flask, quart, hold = pair.ask(case)
    for _ in range(TRIES):
        # Only what is slow each time is slow; what takes ten times as long needs no proof.
        if hold <= HOLD or hold > 10 * HOLD:
            break
        hold = min(hold, pair.ask(case)[2])
    found = [*errors(flask, quart), *odd(case, flask, "flask"), *odd(case, quart, "quart")]
    found += differences(flask, quart)
    if hold > HOLD:
        found.append(Finding("hold", "quart", f"{hold * 1000:.0f} ms"))
    if row is not None:
        count(row, case, hold, found, flask)
    return found


def count(row: Row, case: Case, hold: float, found: list[Finding], flask: Answer) -> None:
    row.bodies += 1
    row.errors += any(one.what == "5xx" for one in found)
    row.differences += any(one.what == "difference" for one in found)
    row.others += any(one.what not in ("5xx", "difference", "hold") for one in found)
    row.statuses[flask.status] += 1
    row.stored += bool(flask.left.uploads)
    row.logged += bool(flask.left.log)
    if hold > row.longest:
        row.longest, row.slowest = hold, case


def errors(flask: Answer, quart: Answer) -> list[Finding]:
    sides = (("flask", flask), ("quart", quart))
    return [Finding("5xx", name, str(answer.status)) for name, answer in sides if answer.status >= 500]


def differences(flask: Answer, quart: Answer) -> list[Finding]:
    """Compare all that a client sees; of one who has left, the uploads that stay.

    WSGI tells no app that its client has left: Flask refuses such a login and writes so, where Quart's view has ended.
    """
    if quart.status == 0:
        flask, quart = (replace(one, left=replace(one.left, log=())) for one in (flask, quart))
    found = []
    if flask.left != quart.left:
        found.append(Finding("difference", "left", f"{flask.left} != {quart.left}"))
    if quart.status == 0:
        return found
    if flask.status != quart.status:
        found.append(Finding("difference", "status", f"{flask.status} != {quart.status}"))
    elif flask.body != quart.body:
        found.append(Finding("difference", "body", f"{flask.body!r} != {quart.body!r}"))
    for name in sorted({name for name, _ in set(flask.headers) ^ set(quart.headers)} - {"content-length"}):
        left, right = ([value for key, value in one.headers if key == name] for one in (flask, quart))
        if flask.status == quart.status or name in ("location", "set-cookie"):
            found.append(Finding("difference", f"header {name}", f"{left} != {right}"))
    return found


def odd(case: Case, answer: Answer, name: str) -> list[Finding]:
    """Judge what one app said and left by itself."""
    found, left = [], answer.left
    if left.stray:
        found.append(Finding("stray", name, str(left.stray)))
    # A login has one record; a refused one may have one too, and no entry has two lines.
    logged_in = (case.method, case.path, answer.status) == ("POST", "/login", 302)
    whole = not left.torn and len(left.log) <= 1 and (left.log or not logged_in) and all(map(is_record, left.log))
    if not whole:
        found.append(Finding("log", name, f"torn: {left.torn}, {left.log}"))
    if case.kind == "session" and is_accepted(case, answer):
        found.append(Finding("accepted", name, f"{answer.status} {answer.body[:60]!r}"))
    return found


def is_record(line: str) -> bool:
    return not line.startswith(("no record", "not escaped")) and isinstance(json.loads(line), dict)


def is_accepted(case: Case, answer: Answer) -> bool:
    """Say whether an app took a cookie for one of its own."""
    if MARK.encode() in answer.body:
        return True
    closed = {"/get-session/": answer.body == b"get session fail", "/login-log/": answer.status == 302}
    return not closed.get(case.path, True) or (case.path == "/pop-session/" and answer.status != 404)
