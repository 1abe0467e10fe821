"""What a project has: its apps, tests, and the databases that its apps may write to."""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .apps import FoundApp, find_apps, preferred
from .sources import SourceFile, Sources, is_skipped, read_sources

# The directory of data that Flask has beside an app.
INSTANCE = "instance/"
_CLIENTS = ("client", "test_client")
_DATABASES = (".db", ".sqlite", ".sqlite3")
_SETTING = re.compile(r"""^\s*(?:export\s+)?(FLASK_APP|QUART_APP)\s*=\s*["']?([^"'#\s]+)""", re.MULTILINE)


@dataclass(frozen=True)
class FoundTests:
    """A directory with test files, and whether they use `client` or `test_client`."""

    directory: PurePosixPath
    number: int
    uses_client: bool


@dataclass(frozen=True)
class FoundProject:
    """What `comparison init` finds in a directory; the apps come in the order of their likelihood.

    `writable` are the databases, and the instance directory if an app uses it, or it exists.
    """

    root: Path
    sources: Sources
    apps: tuple[FoundApp, ...]
    tests: tuple[FoundTests, ...]
    writable: tuple[str, ...]
    # `FLASK_APP=hello, in .flaskenv`
    app_settings: tuple[str, ...] = ()


def find_project(root: Path) -> FoundProject:
    """Return what is in a directory; nothing is imported, and nothing written."""
    sources = read_sources(root)
    apps, texts = find_apps(sources), []
    for file, name, value in _app_settings(root):
        apps = preferred(apps, value)
        texts.append(f"{name}={value}, in {file}")
    return FoundProject(root, sources, apps, _tests(sources), tuple(_writable(root, sources)), tuple(texts))


def _app_settings(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield file, name and value of the first FLASK_APP and QUART_APP; `flask run` prefers .env to .flaskenv."""
    for file in (".env", ".flaskenv"):
        try:
            text = (root / file).read_text("utf-8", errors="replace")
        except OSError:
            continue
        settings = _SETTING.findall(text)
        if settings:
            yield from ((file, name, value) for name, value in settings[:1])
            return


def _tests(sources: Sources) -> tuple[FoundTests, ...]:
    """Return the directories with test files, in order."""
    by_directory: dict[PurePosixPath, list[SourceFile]] = defaultdict(list)
    for file in sources.of_tests:
        by_directory[file.path.parent].append(file)
    return tuple(
        FoundTests(directory, number, any(_uses_client(file.tree) for file in files))
        for directory, files in sorted(by_directory.items())
        if (number := sum(file.path.name != "conftest.py" and "test" in file.path.name for file in files))
    )


def conftest_import(project: FoundProject, tests: PurePosixPath, modules: Collection[str]) -> PurePosixPath | None:
    """Return the conftest.py above `tests` that imports one of the top-level modules; None if none does."""
    parents = {parent / "conftest.py" for parent in (tests / "file").parents}
    for file in project.sources.of_tests:
        if file.path in parents and _imported_tops(file.tree) & set(modules):
            return file.path
    return None


def imported_modules(sources: Sources) -> tuple[str, ...]:
    """Return the top-level modules that the files of an app import, sorted, without those of the project."""
    own = {part for path in sources.paths for part in path.with_suffix("").parts}
    tops = {name for file in sources.of_app for name in _imported_tops(file.tree)}
    return tuple(sorted(tops - own))


def _imported_tops(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.partition(".")[0] for name in names}


def _uses_client(tree: ast.Module) -> bool:
    """Return whether a test takes the fixture `client`, or calls `test_client`."""
    return any(
        (isinstance(node, ast.arg) and node.arg in _CLIENTS)
        or (isinstance(node, ast.Attribute) and node.attr == "test_client")
        for node in ast.walk(tree)
    )


def _writable(root: Path, sources: Sources) -> Iterator[str]:
    """Yield the database files, and `instance/` if it exists or a source names `instance_path`."""
    uses_instance = any("instance_path" in file.text or "instance_relative" in file.text for file in sources.of_app)
    if uses_instance or (root / "instance").is_dir():
        yield INSTANCE
    for parent, directories, names in os.walk(root):
        inside = PurePosixPath(Path(parent).relative_to(root).as_posix())
        directories[:] = sorted(name for name in directories if not is_skipped(inside / name / "file"))
        yield from (str(inside / name) for name in sorted(names) if name.endswith(_DATABASES))
