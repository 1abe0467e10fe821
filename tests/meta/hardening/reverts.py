"""Revert each hardening of the apps, and check that tests fail.

`python tests/meta/hardening/reverts.py` takes back one hardening at a time, on both apps, in a copy, and runs the tests
there that must then fail. Add a row to reverts.toml: `before` stands once in `file`, `after` is what a programmer would
write who does not know the danger. `[revert.quart]` has other texts where the Quart app's differ, and `sides` names the
app where only one has it.
"""

import re
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Column, Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from meta.mutation.mutations import ROOT
from meta.removal.removals import copy_of, failed_tests

TABLE = Path(__file__).with_name("reverts.toml")
TARGET = ("--comparison-target", "client")
# What names a side in a test's name: of tests/twins, and of tests/parity.
WORDS = {"flask": {"flask", "baseline"}, "quart": {"quart", "candidate"}}


class Stale(click.ClickException):
    """Raised if a row's text does not occur exactly once in its file: update the row."""


class Change(NamedTuple):
    """A replacement of `before` by `after` in `file`, relative to the repository."""

    file: str
    before: str
    after: str

    def applied(self, root: Path) -> str:
        """Return the file's text after the change."""
        text = (root / self.file).read_text(encoding="utf-8")
        if text.count(self.before) != 1:
            raise Stale(f"{self.file} has {text.count(self.before)} times, not once: {self.before!r}")
        return text.replace(self.before, self.after)


class Revert(NamedTuple):
    """A hardening: the danger it prevents, the change that reverts it on each side, and the tests that fail then."""

    id: str
    prevents: str
    changes: dict[str, Change]
    tests: list[str]


class Verdict(NamedTuple):
    """The tests that failed on each side without the hardening."""

    red: dict[str, list[str]]
    seconds: float

    @property
    def noticed(self) -> bool:
        return all(self.red.values())


def reverts(table: Path = TABLE) -> list[Revert]:
    """Return the rows of the table, in its order."""
    listed = []
    for row in tomllib.loads(table.read_text(encoding="utf-8"))["revert"]:
        texts = {side: row | row.get(side, {}) for side in row.get("sides", WORDS)}
        changes = {
            side: Change(f"{side}_app/{row['file']}", text["before"], text["after"]) for side, text in texts.items()
        }
        listed.append(Revert(row["id"], row["prevents"], changes, row["tests"]))
    return listed


def of_side(tests: list[str], side: str) -> list[str]:
    """Return the tests of this side alone."""
    opposite = {"flask": "quart", "quart": "flask"}[side]
    words = {test: set(re.findall("[a-z]+", test.partition("::")[2])) for test in tests}
    return [test for test in tests if words[test] & WORDS[side] and not words[test] & WORDS[opposite]]


def judge(source: Path, revert: Revert) -> Verdict:
    """Revert a hardening in a copy, and run its tests there."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="revert-") as directory:
        copy = copy_of(source, directory)
        for change in revert.changes.values():
            (copy / change.file).write_text(change.applied(copy), encoding="utf-8")
        red = failed_tests(copy, *TARGET, *revert.tests)
    return Verdict({side: of_side(red, side) for side in revert.changes}, time.monotonic() - begun)


def red_before(source: Path, chosen: list[Revert]) -> list[str]:
    """Return the tests that fail although no hardening is reverted."""
    with tempfile.TemporaryDirectory(prefix="revert-") as directory:
        return failed_tests(
            copy_of(source, directory), *TARGET, *sorted({test for revert in chosen for test in revert.tests})
        )


@click.command()
@click.option("--jobs", default=1, help="How many copies at once.")
@click.argument("ids", nargs=-1)
def main(jobs: int, ids: tuple[str, ...]) -> None:
    """Revert each hardening (or those whose id contains one of IDS); report whether tests fail."""
    chosen = [revert for revert in reverts() if not ids or any(part in revert.id for part in ids)]
    if not chosen:
        raise click.UsageError(f"There is no hardening with such an id: {', '.join(ids)}")
    table, noticed, begun = Table(*(Column(name, overflow="fold") for name in COLUMNS)), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pristine-") as directory, ThreadPoolExecutor(jobs) as pool:
        pristine = copy_of(ROOT, directory)
        if red := red_before(pristine, chosen):
            raise click.ClickException(f"The tests must be green before a hardening is taken back: {red}")
        for revert, verdict in zip(chosen, pool.map(lambda revert: judge(pristine, revert), chosen), strict=True):
            counts = ", ".join(f"{side} {len(red)}" for side, red in verdict.red.items())
            said = f"red: {counts}" if verdict.noticed else f"NOT NOTICED: {counts}"
            table.add_row(revert.id, revert.prevents, said, f"{verdict.seconds:.0f}")
            noticed += verdict.noticed
    Console().print(table)
    click.echo(f"{noticed} of {len(chosen)} reverted hardenings were noticed ({time.monotonic() - begun:.0f} s).")
    raise SystemExit(noticed < len(chosen))


COLUMNS = ("hardening", "prevents", "tests", "seconds")

if __name__ == "__main__":
    main()
