"""Is each hardening of the apps needed: do tests notice when it is taken back?

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
    """A hardening's text does not stand once in its file any more: its row has to be written anew."""


class Change(NamedTuple):
    """In `file` (relative to the repository), `after` stands in place of `before`."""

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
    """A hardening: what it prevents, how each side loses it, and the tests that notice."""

    id: str
    prevents: str
    changes: dict[str, Change]
    tests: list[str]


class Verdict(NamedTuple):
    """The tests that went red on each side that lost the hardening."""

    red: dict[str, list[str]]
    seconds: float

    @property
    def noticed(self) -> bool:
        return all(self.red.values())


def reverts(table: Path = TABLE) -> list[Revert]:
    """Return the rows of the table, in its order."""
    found = []
    for row in tomllib.loads(table.read_text(encoding="utf-8"))["revert"]:
        texts = {side: row | row.get(side, {}) for side in row.get("sides", WORDS)}
        changes = {
            side: Change(f"{side}_app/{row['file']}", text["before"], text["after"]) for side, text in texts.items()
        }
        found.append(Revert(row["id"], row["prevents"], changes, row["tests"]))
    return found


def of_side(tests: list[str], side: str) -> list[str]:
    """Return the tests that look at this side and not at the other."""
    other = {"flask": "quart", "quart": "flask"}[side]
    words = {test: set(re.findall("[a-z]+", test.partition("::")[2])) for test in tests}
    return [test for test in tests if words[test] & WORDS[side] and not words[test] & WORDS[other]]


def judge(source: Path, revert: Revert) -> Verdict:
    """Take back one hardening in a copy, and run its tests there."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="revert-") as folder:
        copy = copy_of(source, folder)
        for change in revert.changes.values():
            (copy / change.file).write_text(change.applied(copy), encoding="utf-8")
        red = failed_tests(copy, *TARGET, *revert.tests)
    return Verdict({side: of_side(red, side) for side in revert.changes}, time.monotonic() - begun)


def red_before(source: Path, chosen: list[Revert]) -> list[str]:
    """Return which of the tests are red while no hardening is taken back."""
    with tempfile.TemporaryDirectory(prefix="revert-") as folder:
        return failed_tests(copy_of(source, folder), *TARGET, *sorted({test for one in chosen for test in one.tests}))


@click.command()
@click.option("--jobs", default=1, help="How many copies at once.")
@click.argument("ids", nargs=-1)
def main(jobs: int, ids: tuple[str, ...]) -> None:
    """Take back each hardening (or those whose id has one of IDS in it); say whether tests notice."""
    chosen = [one for one in reverts() if not ids or any(part in one.id for part in ids)]
    if not chosen:
        raise click.UsageError(f"There is no hardening with such an id: {', '.join(ids)}")
    table, noticed, begun = Table(*(Column(name, overflow="fold") for name in COLUMNS)), 0, time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pristine-") as folder, ThreadPoolExecutor(jobs) as pool:
        pristine = copy_of(ROOT, folder)
        if red := red_before(pristine, chosen):
            raise click.ClickException(f"The tests must be green before a hardening is taken back: {red}")
        for one, verdict in zip(chosen, pool.map(lambda one: judge(pristine, one), chosen), strict=True):
            counts = ", ".join(f"{side} {len(red)}" for side, red in verdict.red.items())
            said = f"red: {counts}" if verdict.noticed else f"NOT NOTICED: {counts}"
            table.add_row(one.id, one.prevents, said, f"{verdict.seconds:.0f}")
            noticed += verdict.noticed
    Console().print(table)
    click.echo(f"{noticed} of {len(chosen)} reverted hardenings were noticed ({time.monotonic() - begun:.0f} s).")
    raise SystemExit(noticed < len(chosen))


COLUMNS = ("hardening", "prevents", "tests", "seconds")

if __name__ == "__main__":
    main()
