"""Find the file that an app begins with."""

import ast
from collections.abc import Iterable
from pathlib import Path

from ..values.python_source import syntax_tree
from .files import MigratedFile
from .module_names import import_roots


def start_of_app(files: Iterable[MigratedFile]) -> Path | None:
    """Return the file that runs before an app is created: that of the outermost package around it, or its own."""
    by_path = {file.target: file for file in files if not file.problem}
    roots = import_roots(file.path for file in by_path.values() if file.path.is_file())
    for path, file in by_path.items():
        if not file.is_test and _creates_app(file.after):
            packages = [parent / "__init__.py" for parent in path.parents if parent.resolve() not in roots]
            return next((package for package in reversed(packages) if package in by_path), path)
    return None


def _creates_app(text: str) -> bool:
    """Return whether a module calls `Quart`, or a class of that name's."""
    tree = syntax_tree(text)
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in calls]
    return "Quart" in names
