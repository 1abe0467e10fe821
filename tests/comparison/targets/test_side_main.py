"""The process of a side needs nothing but the standard library and what the side has installed."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
# What the frameworks of a side bring.
OF_SIDE = {"werkzeug", "blinker"}
STARTS = ("comparison.targets.side_main", "comparison.targets.side_app", "comparison.targets.side_jobs")


def imports_of(module):
    """Return the names that a module of the package imports, wherever in it, with relative ones resolved."""
    path = ROOT / Path(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            yield ".".join([*base, *(node.module or "").split(".")]).rstrip(".")
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_nothing_else_is_imported():
    modules, outside = list(STARTS), set()
    for module in modules:
        for name in imports_of(module):
            if not name.startswith("comparison"):
                outside.add(name.partition(".")[0])
            # The packages import their names on first use.
            elif name not in modules and name.count(".") > 1:
                modules.append(name)
    assert outside - set(sys.stdlib_module_names) == OF_SIDE
    assert "comparison.targets.app_call" in modules
