"""`comparison init`: name the pair of a project, and write its first parity test and its workflow."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

import click

from ..discovery.described import count, pair_lines, project_lines
from ..discovery.pair import ChosenPair, choose_pair
from ..discovery.project import FoundProject, conftest_import, find_project, imported_modules
from ..discovery.routes import Routes, routes_of
from ..discovery.section import with_section
from ..discovery.written import TEST, WORKFLOW, first_test, installs, section_text, workflow
from ..errors import ConfigurationError
from ..notes.verdicts import verdict_of
from .terminal import console

_NEXT = (
    "comparison --target client, comparison suite for the Flask tests that there are, "
    "and comparison demo to click through both apps"
)
_IMPORTABLE = "make the apps importable: install what they need, and set their variables in env. Then run "


@click.command(short_help="Find the apps of this project, and write the first files.")
@click.option("--baseline", metavar="APP", help="Import string of the baseline. Default: the most likely Flask app.")
@click.option("--candidate", metavar="APP", help="Import string of the candidate. Default: the most likely Quart app.")
@click.option("--force", is_flag=True, help="Replace the section [tool.comparison] of pyproject.toml.")
def init(baseline: str | None, candidate: str | None, force: bool) -> None:
    """Find the apps of the project in this directory, and write what a first comparison needs.

    Writes the section [tool.comparison] of pyproject.toml, tests/pair/test_first.py, and a workflow for GitHub Actions.
    A test and a workflow that exist stay as they are. Each app is imported once, in a process of its own.
    """
    root = Path.cwd()
    project = find_project(root)
    pair = choose_pair(project, baseline, candidate)
    pyproject = root / "pyproject.toml"
    pytest_settings = _pytest_settings(project, pair)
    text = with_section(pyproject, _read(pyproject), section_text(pair), pytest_settings, force)
    routes = _routes(root, pair)
    _print([*project_lines(project), *_extension_lines(project), "", *pair_lines(pair, project, routes), ""])
    _write(pyproject, text)
    _print([f"Wrote {pyproject.name}: the section [tool.comparison].", *_write_new_files(root, pair, routes)])
    _print(_pytest_lines(text, pytest_settings))
    _print(["", f"Next: {_IMPORTABLE if any(side.problem for side in routes.values()) else ''}{_NEXT}"])


def _pytest_settings(project: FoundProject, pair: ChosenPair) -> dict[str, Any]:
    """Return the settings of pytest that the parity tests need: in this command, and when `pytest` itself runs them.

    A conftest.py above them may import an app that is not installed: pytest must know its directory.
    """
    directories = {
        side.app.partition(":")[0].partition(".")[0]: side.path or "." for side in pair.sides if not side.git
    }
    conftest = conftest_import(project, PurePosixPath(TEST.parent.as_posix()), directories)
    return {"asyncio_mode": "auto"} | ({"pythonpath": sorted({*directories.values()})} if conftest else {})


def _pytest_lines(text: str, settings: dict[str, Any]) -> Iterator[str]:
    """Yield which setting is left to do by hand, where pyproject.toml has no section of pytest's."""
    if "pythonpath" in settings and "[tool.pytest" not in text:
        value = " ".join(settings["pythonpath"])
        yield f"A conftest.py imports the app: unless it is installed, add `pythonpath = {value}` to pytest's settings."


def _routes(root: Path, pair: ChosenPair) -> dict[str, Routes]:
    """Return the routes of each app in the work tree, by the name of its side; one app is imported once."""
    routes: dict[str, Routes] = {}
    for side in pair.sides:
        if pair.case == "one app" and routes:
            routes[side.name] = next(iter(routes.values()))
        elif not side.git:
            routes[side.name] = routes_of(side.app, root / side.path, root, side.env)
    return routes


def _extension_lines(project: FoundProject) -> Iterator[str]:
    """Yield the verdict on each extension of Flask that the app imports."""
    quart = version("quart")
    for module in imported_modules(project.sources):
        verdict = verdict_of(module, quart)
        if verdict is not None:
            lines = ", with lines that `comparison migrate` prints" if verdict.first_lines else ""
            yield f"Extension: {verdict.package} ({verdict.outcome} on Quart {quart}{lines})"
        elif module.startswith("flask_"):
            yield f"Extension: {module} (not known here: try whether it works)"


def _write_new_files(root: Path, pair: ChosenPair, routes: dict[str, Routes]) -> Iterator[str]:
    """Write the test and the workflow unless they exist; yield what was done."""
    pages = next((side.pages for side in routes.values() if side.pages), ())
    needs_history = any(side.git for side in pair.sides)
    texts = {TEST: first_test(pages), WORKFLOW: workflow(installs(root), needs_history)}
    meanings = {
        TEST: f"fetches {count(len(pages) or 1, 'page')} from both apps",
        WORKFLOW: "compares on GitHub Actions",
    }
    for path, text in texts.items():
        if (root / path).exists():
            yield f"Kept {path.as_posix()}, which exists."
            continue
        _write(root / path, text)
        yield f"Wrote {path.as_posix()}: {meanings[path]}."


def _read(path: Path) -> str:
    """Return the text of a file with its own line ends, "" if it does not exist."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} can't be read: {error}. Fix that, and run again.") from None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{path} can't be written: {error.strerror}. Fix that, and run again.") from None


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)
