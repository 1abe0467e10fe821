"""Mutate the twins, and check that `comparison compare` reports each mutation.

`python tests/meta/mutation/mutations.py --seed 1 --each 3` changes one place of one twin in a copy and compares there.
What nobody can notice is left out by rule: a buffer's size is no limit, and only hooks that go to one list are swapped.
"""

import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product, repeat
from pathlib import Path
from subprocess import PIPE, CompletedProcess

import click
from rich.console import Console
from rich.table import Table

from comparison.targets.child import run as run_to_the_end

sys.path.insert(0, str(Path(__file__).parents[2]))

from meta.mutation.twin import Mutation, Twin

ROOT = Path(__file__).parents[3]
LONGEST = 900.0
SIDES = ("flask_app", "quart_app")
KINDS = ("text", "category", "header", "cookie", "status", "redirect", "hook order", "csv cell", "limit", "await")
COPIED = (*SIDES, "comparison", "tests/parity", "pyproject.toml", "README.md")


def twins_in(root: Path) -> dict[str, Twin]:
    """Return the twins in a directory, by their sides."""
    return {side: Twin(root, side) for side in SIDES}


def chosen(twins: Mapping[str, Twin], seed: int, each: int) -> Iterator[Mutation]:
    """Yield up to `each` mutations of each kind and side, chosen by the seed."""
    for side, kind in product(twins, KINDS):
        mutations = twins[side].mutations(kind)
        yield from random.Random(f"{seed} {kind} {side}").sample(mutations, min(each, len(mutations)))


def copied(source: Path, target: Path) -> Path:
    for name in COPIED:
        (shutil.copytree if (source / name).is_dir() else shutil.copy)(source / name, target / name)
    return target


def run(copy: Path, *arguments: str) -> CompletedProcess[str]:
    """Run Python in a copy, with the copy's packages first; its temporary files go beside the copy.

    The status is 124, as that of timeout(1), where it has not ended after LONGEST seconds.
    """
    env = os.environ | {"PYTHONPATH": str(copy), "TMPDIR": str(copy.parent), "COLUMNS": "200"}
    command = [sys.executable, *arguments]
    try:
        return run_to_the_end(command, LONGEST, env, cwd=copy, stdout=PIPE, stderr=PIPE, text=True)
    except TimeoutError as error:
        return CompletedProcess(command, 124, "", str(error))


def judge(source: Path, mutation: Mutation | None) -> tuple[int, str, float]:
    """Mutate a copy and compare there until a difference shows: exit status, summary, seconds.

    First the tests of the mutated feature, if it has some, are run in process, then all, then all on every target.
    """
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutation-") as directory:
        copy = shutil.copytree(source, Path(directory) / "copy")
        if mutation is not None:
            mutation.apply(copy)
        # A selection reports no normalizer as unused.
        steps = [["--target", "client"], ["-k", "test"]]
        if mutation is not None and (copy / f"tests/parity/test_{mutation.file.stem}.py").exists():
            steps.insert(0, ["--target", "client", "-k", f"test_{mutation.file.stem}"])
        for options in steps:
            done = run(copy, "-m", "comparison", "compare", *options)
            if done.returncode != 0:
                break
    said = re.findall(r".+ targets?: .+", done.stdout) or [done.stdout[-300:] + done.stderr[-300:]]
    return done.returncode, said[-1].strip(), time.monotonic() - begun


@click.command()
@click.option("--seed", default=1, help="Chooses the places.")
@click.option("--each", default=3, help="How many of each kind on each side.")
@click.option("--jobs", default=1, help="How many comparisons at once.")
def main(seed: int, each: int, jobs: int) -> None:
    """Apply a mutation at a time to a twin, and report whether the comparison caught it."""
    console, verdicts = Console(markup=False, highlight=False), list[tuple[str, bool]]()
    table = Table("kind", "side", "place", "before → after", "verdict", "seconds", show_lines=True)
    with tempfile.TemporaryDirectory(prefix="pristine-") as directory, ThreadPoolExecutor(jobs) as pool:
        pristine = copied(ROOT, Path(directory))
        status, said, _ = judge(pristine, None)
        if status:
            raise click.ClickException(f"The twins must compare equal before one is changed; status {status}: {said}")
        mutations = list(chosen(twins_in(pristine), seed, each))
        for mutation, (status, said, seconds) in zip(
            mutations, pool.map(judge, repeat(pristine), mutations), strict=False
        ):
            side, _, file = str(mutation.file).partition("/")
            verdict = {0: "MISSED", 1: "caught"}.get(status, f"status {status}") + f": {said}"
            row = (
                mutation.kind,
                side,
                f"{file}:{mutation.line}",
                f"{mutation.before}\n→ {mutation.after}",
                verdict,
                f"{seconds:.0f}",
            )
            table.add_row(*row)
            console.print(*row, style="dim")
            verdicts.append((mutation.kind, status == 1))
    console.print(table)
    for kind in KINDS:
        console.print(f"{kind}: {verdicts.count((kind, True))} caught, {verdicts.count((kind, False))} not")
    raise SystemExit(not all(caught for _, caught in verdicts))


if __name__ == "__main__":
    main()
