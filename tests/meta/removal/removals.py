"""Check that exactly its own probes fail when a file of compat/ or server/ has no effect.

`python tests/meta/removal/removals.py` removes the effect of a file at a time, or of a mixin in it, in a copy, and runs
the probes there.
"""

import ast
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import click
from rich.console import Console
from rich.table import Column, Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from meta.mutation.mutations import ROOT, SIDES, copied, run
from meta.removal.replacements import REMOVALS, Removal

PROBES = ("tests/twins/compat", "tests/twins/server")
ELSEWHERE = (
    ("tests/twins", *(f"--ignore={path}" for path in PROBES)),
    ("tests/parity", "--comparison-target", "client"),
)

ROOMS = ("compat", "server")
# It composes what the other files define, and has no effect of its own.
COMPOSITION = "compat/request"


class Verdict(NamedTuple):
    """The tests that fail without an effect: probes of its file, other probes, and tests elsewhere."""

    own: list[str]
    other_probes: list[str]
    elsewhere: list[str]
    seconds: float

    @property
    def is_exact(self) -> bool:
        return bool(self.own) and not self.other_probes


def has_no_effect(node: ast.AST) -> bool:
    """Say whether a statement of a file does nothing, or defines a function that returns its argument."""
    match node:
        case ast.FunctionDef(args=args, body=body, decorator_list=[]):
            unchanged = [f"return {arg.arg}{call}" for arg in args.args for call in ("", "(*args, **kwargs)")]
            return all(has_no_effect(line) or ast.unparse(line) in unchanged for line in body)
        case ast.Assign(value=ast.Call(func=ast.Name("TypeVar" | "ParamSpec"))) | ast.Expr(value=ast.Constant()):
            return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Pass)


def effective_files(root: Path) -> set[tuple[str, str]]:
    """Return the side and the name of each file of compat/ and server/ that has an effect."""
    files = set()
    for side in SIDES:
        for room in ROOMS:
            for path in root.glob(f"{side}/{room}/[!_]*.py"):
                file = f"{room}/{path.stem}"
                body = ast.parse(path.read_text(encoding="utf-8")).body
                if file != COMPOSITION and not all(map(has_no_effect, body)):
                    files.add((side, file))
    return files


def failed_tests(copy: Path, *arguments: str) -> list[str]:
    """Run pytest in a copy; return the failed tests as `module::name`."""
    done = run(copy, "-m", "pytest", "-q", "-n0", "--junit-xml=report.xml", *arguments)
    if done.returncode not in (0, 1):
        raise click.ClickException(f"pytest {arguments} ended with {done.returncode}: {done.stdout[-500:]}")
    cases = ElementTree.parse(copy / "report.xml").iter("testcase")
    failed = (case for case in cases if {child.tag for child in case} & {"failure", "error"})
    return [f"{case.get('classname')}::{case.get('name')}" for case in failed]


def is_own(test: str, side: str, file: str) -> bool:
    """Return whether a test probes this file on this side; a test of a plain app probes none."""
    words = {"flask", "quart", "still"} & set(re.findall("[a-z]+", test.partition("::")[2]))
    room, _, name = file.partition("/")
    return f".{room}.test_{name}::" in test and words == {side.partition("_")[0]}


def copy_of(source: Path, directory: str) -> Path:
    copy = copied(source, Path(tempfile.mkdtemp(dir=directory)))
    return Path(shutil.copytree(source / "tests", copy / "tests", dirs_exist_ok=True)).parent


def judge(source: Path, removal: Removal | None, everywhere: bool = False, probes: Sequence[str] = PROBES) -> Verdict:
    """Remove an effect in a copy, and run the probes there; None removes nothing."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="removal-") as directory:
        copy = copy_of(source, directory)
        if removal is not None:
            with (copy / removal.side / f"{removal.file}.py").open("a", encoding="utf-8") as file:
                file.write(f"\n\n{REMOVALS[removal]}\n")
        failed = failed_tests(copy, *probes)
        elsewhere = [test for tests in ELSEWHERE * everywhere for test in failed_tests(copy, *tests)]
    own = [test for test in failed if removal is not None and is_own(test, removal.side, removal.file)]
    return Verdict(own, [test for test in failed if test not in own], elsewhere, time.monotonic() - begun)


def summary(tests: list[str]) -> str:
    """Return the number of failed tests, in total and for each function."""
    counts = Counter(test.partition("::")[2].partition("[")[0] for test in tests)
    return "\n".join([str(len(tests)), *(f"{name.removeprefix('test_')} ×{count}" for name, count in counts.items())])


def is_chosen(removal: Removal, words: tuple[str, ...]) -> bool:
    """Say whether a file, with or without its directory, or a name in it is among the words; none choose all."""
    return not words or bool({removal.file, removal.file.partition("/")[2], removal.name} & set(words))


@click.command()
@click.option("--all", "everywhere", is_flag=True, help="Also count failures in tests/twins and tests/parity.")
@click.option("--jobs", default=1, help="Number of copies that are tested at the same time.")
@click.argument("files", nargs=-1)
def main(everywhere: bool, jobs: int, files: tuple[str, ...]) -> None:
    """Remove each effect of compat/ and server/ (or of FILES); check that exactly its own probes fail."""
    titles, exact = ("side", "file", "removed", "own probes", "other probes", "elsewhere", "seconds"), 0
    table = Table(*(Column(title, overflow="fold") for title in titles), show_lines=True)
    chosen = [removal for removal in REMOVALS if is_chosen(removal, files)]
    if not chosen:
        raise click.UsageError(f"No effect is in {', '.join(files)}: name files such as compat/early_413.")
    with tempfile.TemporaryDirectory(prefix="pristine-") as directory, ThreadPoolExecutor(jobs) as pool:
        pristine = copy_of(ROOT, directory)
        if failed := judge(pristine, None).other_probes:
            raise click.ClickException(f"The probes must pass before an effect is removed: {failed}")
        verdicts = pool.map(lambda removal: judge(pristine, removal, everywhere), chosen)
        for removal, verdict in zip(chosen, verdicts, strict=True):
            elsewhere = str(len(verdict.elsewhere)) if everywhere else "not run"
            seconds = f"{verdict.seconds:.0f}"
            table.add_row(*removal, summary(verdict.own), summary(verdict.other_probes), elsewhere, seconds)
            exact += verdict.is_exact
    Console().print(table)
    click.echo(f"{exact} of {len(chosen)} removals made exactly their own probes fail.")
    raise SystemExit(exact < len(chosen))


if __name__ == "__main__":
    main()
