"""What is stored, damaged: `PYTHONPATH=tests python -m lab.fuzz.records` damages every field, and asks for the pages.

In each case one record, one content or one log line is damaged, beside others that are whole: both apps must answer
alike, without an error, and show all that is whole.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import click

from .answer import Answer, Left, answer_of
from .case import LIMIT, Case
from .judge import Finding, Tally, differences, errors
from .pair import USER, Pair, caught, pairs
from .sessions import encoded, signed
from .words import NAMES, mutated, text

UPLOADER, WHOLE, DAMAGED = "0" * 32, "1" * 32, "2" * 32
CONTENT = b"the content"
RECORD: dict[str, Any] = {
    "id": DAMAGED, "name": "damaged.txt", "size": len(CONTENT), "type": "text/plain",
    "sha256": hashlib.sha256(CONTENT).hexdigest(), "uploader": UPLOADER,
}  # fmt: skip
ENTRY: dict[str, Any] = {"user": "Ann", "outcome": "logged in", "time": "2026-01-31T12:00:00+00:00", "ip": "192.0.2.1"}
FIELDS = (*((RECORD, name) for name in RECORD), *((ENTRY, name) for name in ENTRY))
VALUES = (None, True, False, 0, -1, 5, 2**63, 10**400, 1.5, float("nan"), float("inf"), [], [[]], {}, {"a": 1}, "")
PATHS = ("/upload/", f"/uploads/{WHOLE}", f"/uploads/{DAMAGED}", "/login-log/", "/")


class Damage(NamedTuple):
    """A record, a content and a log line; one of them is damaged, or the content is missing (None)."""

    record: bytes
    content: bytes | None
    line: bytes


def damage(random: Random) -> Damage:
    """Return one damage: to a field, to the bytes of a record or a line, or to a content."""
    kind = random.randrange(8)
    if kind == 0:
        content = random.choice((None, b"", CONTENT[:-1], CONTENT + b"x"))
        return Damage(as_json(RECORD), content, as_json(ENTRY))
    fields, name = random.choice(FIELDS)
    if kind == 1:
        damaged = mutated(random, as_json(fields))
    elif kind == 2:
        damaged = random.choice((b"", bytes(200), b"\xff\xfe", b"[" * 20_000, b"[]", b"5", b"null", b'"a"', b"{}"))
    else:
        damaged = as_json(with_damaged_field(random, fields, name))
    if fields is RECORD:
        return Damage(damaged, CONTENT, as_json(ENTRY))
    return Damage(as_json(RECORD), CONTENT, damaged.replace(b"\n", b""))


def with_damaged_field(random: Random, fields: dict[str, Any], name: str) -> dict[str, Any]:
    match random.randrange(6):
        case 0:
            return {key: value for key, value in fields.items() if key != name}
        case 1:
            return {**fields, text(random): text(random)}
        case 2 | 3:
            return {**fields, name: random.choice((text(random), random.choice(NAMES), "\ud800", f"{fields[name]}\n"))}
    return {**fields, name: random.choice(VALUES)}


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def write(directory: Path, damage: Damage) -> None:
    """Store a whole upload beside the damaged one, and a whole log line on either side of the damaged one."""
    whole = as_json({**RECORD, "id": WHOLE, "name": "whole.txt"})
    for id, record, content in ((WHOLE, whole, CONTENT), (DAMAGED, damage.record, damage.content)):
        upload = directory / "uploads" / id
        upload.mkdir(parents=True)
        (upload / "record.json").write_bytes(record)
        if content is not None:
            (upload / "content").write_bytes(content)
        (directory / "uploads/uploaders" / UPLOADER / f"{id}-{id}").mkdir(parents=True)
    lines = [as_json({**ENTRY, "user": "Bob"}), damage.line, as_json({**ENTRY, "user": "Eve"})]
    (directory / "login.log").write_bytes(b"\n".join(lines) + b"\n")


def judged(pair: Pair, damage: Damage) -> list[Finding]:
    """Ask both apps for each page; return errors, differences, and whole parts that are not shown."""
    findings = []
    answers: list[list[Answer]] = []
    for place, ask in ((pair.flask_place, pair.ask_flask), (pair.quart_place, pair.run)):
        write(place.directory, damage)
        answers.append([answer(ask, path) for path in PATHS])
        place.clear()
    for path, flask, quart in zip(PATHS, *answers, strict=True):
        of_page = [*errors(flask, quart), *differences(flask, quart)]
        for name, page in (("flask", flask), ("quart", quart)):
            of_page += [Finding("lost", name, lost) for lost in missing(path, page)]
        findings += [Finding(finding.what, f"{path} {finding.where}", finding.said) for finding in of_page]
    return findings


def answer(ask: Callable[[Case], Any], path: str) -> Answer:
    values = {"user": USER, "since": datetime.now(UTC).isoformat(), "uploader": UPLOADER}
    case = Case("records", path=path, headers=(("Cookie", f"session={signed(encoded(json.dumps(values)))}"),))
    return answer_of(*caught(lambda: ask(case)), Left())


def missing(path: str, answer: Answer) -> Iterator[str]:
    """Yield what is whole and a page does not show."""
    wanted = {"/upload/": (b"whole.txt",), f"/uploads/{WHOLE}": (CONTENT,), "/login-log/": (b"Bob", b"Eve")}
    yield from (repr(part) for part in wanted.get(path, ()) if part not in answer.body)


@click.command()
@click.option("--count", default=10_000, help="How many damages.")
@click.option("--seed", default=1)
def main(count: int, seed: int) -> None:
    """Damage what is stored; exit with 1 if an app failed, hid what is whole, or differed from the other."""
    tally = Tally()
    with pairs(LIMIT) as (pair,):
        for number in range(count):
            case = damage(Random(f"{seed} {number}"))
            for finding in judged(pair, case):
                tally.add(finding, f"{seed} {number}", case)
    click.echo(f"{count} damages, {len(PATHS)} pages each; findings: {dict(tally) or 'none'}")
    raise SystemExit(bool(tally))


if __name__ == "__main__":
    main()
