"""Name the modules of files as the project's own imports do."""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

_IMPORT = re.compile(rb"^[ \t\f]*(?:from|import)[ \t]+(\.*)[ \t]*(\w*)", re.MULTILINE)


def module_name(path: Path, roots: Collection[Path] = ()) -> str:
    """Return the dotted name that imports a file: its packages are the directories above with an `__init__.py`.

    The directories of `roots` are no packages, whatever they contain.
    """
    parts = [] if path.name == "__init__.py" else [path.stem]
    directory = path.resolve().parent
    while (directory / "__init__.py").exists() and directory not in roots:
        parts.insert(0, directory.name)
        directory = directory.parent
    return ".".join(parts) or directory.name


def import_roots(files: Iterable[Path]) -> frozenset[Path]:
    """Return the directories that have an `__init__.py`, but from which their modules are imported.

    Some checkouts have one at their root: their modules import each other by names that begin below it.
    """
    imported: dict[Path, set[str]] = defaultdict(set)
    relative: set[Path] = set()
    for file in map(Path.resolve, files):
        root = _outermost_package(file)
        for dots, name in _IMPORT.findall(file.read_bytes()):
            if not dots:
                imported[root].add(name.decode(errors="replace"))
            elif len(dots) >= len(file.relative_to(root).parts):
                relative.add(root)
    everything = {name for names in imported.values() for name in names}
    return frozenset(
        root
        for root, names in imported.items()
        if root not in relative and root.name not in everything and _has_module(root, names)
    )


def _outermost_package(file: Path) -> Path:
    """Return the outermost package that a file is in, or its directory."""
    directory = file.parent
    while (directory.parent / "__init__.py").exists():
        directory = directory.parent
    return directory


def _has_module(directory: Path, names: set[str]) -> bool:
    """Return whether a package has a module of one of the names, which are imported; one of Python's own is meant."""
    places = [directory / name for name in names - sys.stdlib_module_names]
    modules = [*(place / "__init__.py" for place in places), *(place.with_suffix(".py") for place in places)]
    return (directory / "__init__.py").exists() and any(module.exists() for module in modules)
