"""Do exactly its own probes notice when a file of compat/ or server/ has no effect?

`python tests/meta/removal/removals.py` takes away the effect of one file at a time, in a copy, and runs
the probes there.
"""

import ast
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import click
from rich.console import Console
from rich.table import Column, Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from meta.mutation.mutations import ROOT, SIDES, copied, run

PROBES = ("tests/twins/compat", "tests/twins/server")
ELSEWHERE = (
    ("tests/twins", *(f"--ignore={path}" for path in PROBES)),
    ("tests/parity", "--comparison-target", "client"),
)

# What one would write who does not know the divergence: it stands at the end of the copied file, and wins.
NO_INIT = "def init_app(app): pass"
NO_FIX = "def apply(): pass"
FLASK_SEND_FILE = """
from flask import send_file as send
def send_file(path, *, etag, attachment=None):
    return send(path, as_attachment=attachment is not None, download_name=attachment, etag=etag)
"""
QUART_SEND_FILE = """
from quart import send_file as send
async def send_file(path, *, etag, attachment=None):
    return await send(path, as_attachment=attachment is not None, attachment_filename=attachment)
"""
ROOMS = ("compat", "server")
REMOVALS = {
    ("flask_app", "compat/body_limit"): NO_INIT,
    ("flask_app", "server/h2_backpressure"): NO_FIX,
    ("flask_app", "compat/files"): FLASK_SEND_FILE,
    ("flask_app", "compat/forms"): NO_INIT,
    ("flask_app", "server/h2_graceful_shutdown"): NO_FIX,
    ("flask_app", "server/h2_late_data"): NO_FIX,
    ("flask_app", "compat/multipart"): NO_INIT,
    ("flask_app", "compat/proxies"): NO_INIT,
    ("flask_app", "server/h2_rapid_reset"): NO_FIX,
    ("flask_app", "compat/serving"): "from hypercorn.middleware import AsyncioWSGIMiddleware as as_asgi",
    ("flask_app", "compat/shutdown"): "from contextlib import nullcontext as deadline",
    ("flask_app", "compat/startup"): "def at_start(app, function): pass",
    ("flask_app", "compat/trusted_hosts"): NO_INIT,
    ("quart_app", "server/h2_backpressure"): NO_FIX,
    ("quart_app", "compat/body_limit"): NO_INIT,
    ("quart_app", "compat/completion"): "def to_completion(function): return function",
    ("quart_app", "compat/fairness"): NO_INIT,
    ("quart_app", "compat/files"): QUART_SEND_FILE,
    ("quart_app", "compat/forms"): NO_INIT,
    ("quart_app", "server/h2_graceful_shutdown"): NO_FIX,
    ("quart_app", "compat/head"): NO_INIT,
    ("quart_app", "server/h2_late_data"): NO_FIX,
    ("quart_app", "compat/multipart"): NO_INIT,
    ("quart_app", "compat/processors"): NO_INIT,
    ("quart_app", "compat/proxies"): NO_INIT,
    ("quart_app", "server/h2_rapid_reset"): NO_FIX,
    ("quart_app", "compat/session_json"): NO_INIT,
    ("quart_app", "compat/shutdown"): NO_INIT,
    ("quart_app", "compat/startup"): "def at_start(app, function): pass",
    ("quart_app", "compat/teardown"): NO_INIT,
    ("quart_app", "compat/threads"): NO_INIT
    + "\nasync def in_thread(function, *args, **kwargs): return function(*args, **kwargs)",
    ("quart_app", "compat/timeouts"): NO_INIT,
    ("quart_app", "compat/trusted_hosts"): NO_INIT,
    ("quart_app", "compat/vary"): NO_INIT,
}


class Verdict(NamedTuple):
    """Which tests went red when the effect of a file was gone: its own probes, other probes, tests elsewhere."""

    own: list[str]
    others: list[str]
    elsewhere: list[str]
    seconds: float

    @property
    def exact(self) -> bool:
        return bool(self.own) and not self.others


def is_idle(node: ast.AST) -> bool:
    """Say whether a statement of a file does nothing: a function is idle that gives back what it got."""
    match node:
        case ast.FunctionDef(args=args, body=body, decorator_list=[]):
            given = [f"return {one.arg}{called}" for one in args.args for called in ("", "(*args, **kwargs)")]
            return all(is_idle(line) or ast.unparse(line) in given for line in body)
        case ast.Assign(value=ast.Call(func=ast.Name("TypeVar" | "ParamSpec"))) | ast.Expr(value=ast.Constant()):
            return True
    return isinstance(node, ast.Import | ast.ImportFrom | ast.Pass)


def effective(root: Path) -> set[tuple[str, str]]:
    """Return the side and the name of each file of compat/ and server/ that does something."""
    paths = [path for side in SIDES for room in ROOMS for path in root.glob(f"{side}/{room}/*.py")]
    paths = [path for path in paths if path.stem != "__init__"]
    bodies = {
        (path.parts[-3], f"{path.parts[-2]}/{path.stem}"): ast.parse(path.read_text(encoding="utf-8")).body
        for path in paths
    }
    return {key for key, body in bodies.items() if not all(map(is_idle, body))}


def red_tests(copy: Path, *arguments: str) -> list[str]:
    """Run pytest in a copy; return the names of the tests that failed, each after its module's."""
    done = run(copy, "-m", "pytest", "-q", "-n0", "--junit-xml=report.xml", *arguments)
    if done.returncode not in (0, 1):
        raise click.ClickException(f"pytest {arguments} ended with {done.returncode}: {done.stdout[-500:]}")
    cases = ElementTree.parse(copy / "report.xml").iter("testcase")
    red = (case for case in cases if {child.tag for child in case} & {"failure", "error"})
    return [f"{case.get('classname')}::{case.get('name')}" for case in red]


def is_own(test: str, side: str, file: str) -> bool:
    """Say whether a test probes this file on this side; a test of a plain app probes none."""
    words = {"flask", "quart", "still"} & set(re.findall("[a-z]+", test.partition("::")[2]))
    room, _, name = file.partition("/")
    return f".{room}.test_{name}::" in test and words == {side.partition("_")[0]}


def copy_of(source: Path, folder: str) -> Path:
    copy = copied(source, Path(tempfile.mkdtemp(dir=folder)))
    return Path(shutil.copytree(source / "tests", copy / "tests", dirs_exist_ok=True)).parent


def judge(source: Path, removal: tuple[str, str] | None, everywhere: bool = False) -> Verdict:
    """Take away the effect of one file in a copy, and run the probes there; None takes away nothing."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="removal-") as folder:
        copy = copy_of(source, folder)
        if removal is not None:
            with (copy / removal[0] / f"{removal[1]}.py").open("a", encoding="utf-8") as file:
                file.write(f"\n\n{REMOVALS[removal]}\n")
        red = red_tests(copy, *PROBES)
        elsewhere = [test for tests in ELSEWHERE * everywhere for test in red_tests(copy, *tests)]
    own = [test for test in red if removal is not None and is_own(test, *removal)]
    return Verdict(own, [test for test in red if test not in own], elsewhere, time.monotonic() - begun)


def shown(tests: list[str]) -> str:
    """Return how many tests failed, and how many of each function's."""
    counts = Counter(test.partition("::")[2].partition("[")[0] for test in tests)
    return "\n".join([str(len(tests)), *(f"{name.removeprefix('test_')} ×{count}" for name, count in counts.items())])


@click.command()
@click.option("--all", "everywhere", is_flag=True, help="Count what else notices in tests/twins and tests/parity.")
@click.option("--jobs", default=1, help="How many copies at once.")
@click.argument("files", nargs=-1)
def main(everywhere: bool, jobs: int, files: tuple[str, ...]) -> None:
    """Take away the effect of each file of compat/ and server/ (or of FILES); do exactly its own probes notice?"""
    names, exact = ("side", "file", "own probes", "other probes", "elsewhere", "seconds"), 0
    table = Table(*(Column(name, overflow="fold") for name in names), show_lines=True)
    chosen = [
        removal for removal in REMOVALS if not files or removal[1] in files or removal[1].partition("/")[2] in files
    ]
    with tempfile.TemporaryDirectory(prefix="pristine-") as folder, ThreadPoolExecutor(jobs) as pool:
        pristine = copy_of(ROOT, folder)
        if red := judge(pristine, None).others:
            raise click.ClickException(f"The probes must be green before an effect is taken away: {red}")
        for removal, one in zip(chosen, pool.map(lambda one: judge(pristine, one, everywhere), chosen), strict=True):
            elsewhere = str(len(one.elsewhere)) if everywhere else "not run"
            table.add_row(*removal, shown(one.own), shown(one.others), elsewhere, f"{one.seconds:.0f}")
            exact += one.exact
    Console().print(table)
    click.echo(f"{exact} of {len(chosen)} removals were noticed by their own probes, and by no other.")
    raise SystemExit(exact < len(chosen))


if __name__ == "__main__":
    main()
