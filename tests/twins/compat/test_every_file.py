"""Every file of compat/ and server/ has probes, says when it can go, and uses public names alone."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HERE = Path(__file__).parents[1]
ROOT = HERE.parents[1]
ROOMS = ("compat", "server")
FILES = sorted(f"{room}/{path.stem}" for room in ROOMS for path in ROOT.glob(f"flask_app/{room}/[!_]*.py"))
SOURCES = [path.relative_to(ROOT) for room in ROOMS for path in ROOT.glob(f"*_app/{room}/*.py")]
BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}


def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree):
    """Return the full names of what a module imports from other packages than its own and the standard library."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]


def is_private(name):
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def private_names(tree):
    """Return the private names that a module imports, reads, sets or overrides, at whatever object it does."""
    parts = {part for name in imports_of(tree) for part in name.split(".")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            parts.add(node.attr)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in BY_NAME:
            parts |= {part.value for part in node.args[1:2] if isinstance(part, ast.Constant)}
        elif isinstance(node, ast.ClassDef):
            parts |= {getattr(one, "name", "") for one in node.body}
            parts |= {name.id for one in node.body for name in ast.walk(one) if isinstance(name, ast.Name)}
    return sorted(part for part in parts if isinstance(part, str) and is_private(part))


def still_tests(file):
    room, _, name = file.partition("/")
    nodes = ast.walk(tree_of(HERE / room / f"test_{name}.py"))
    return [node for node in nodes if "_still_" in (getattr(node, "name", None) or "")]


def test_every_file_has_probes_and_no_probes_are_left_of_a_file_that_is_gone():
    tests = [path for room in ROOMS for path in (HERE / room).glob("test_*.py")]
    tested = {f"{path.parent.name}/{path.stem.removeprefix('test_')}" for path in tests}
    assert tested - {"compat/every_file", "server/apply"} == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_every_file_says_when_it_can_go(file):
    found, says = still_tests(file), f"When this fails, upstream has changed: see whether {file}.py can "
    assert found
    for node in found:
        assert re.match("test_(flask|quart|hypercorn)_still_", node.name)
        assert ast.get_docstring(node).startswith(says)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_every_name_is_public(path):
    assert private_names(tree_of(ROOT / path)) == []


def test_private_names_are_found():
    tree = ast.parse("""
from quart._a.b import C, _d
import flask.e._f
class G(C):
    _h = 1
    def _i(self): self._j = current_app.k._l
    def __init__(self): getattr(self, "_m", super().__init__())
""")
    assert private_names(tree) == ["_a", "_d", "_f", "_h", "_i", "_j", "_l", "_m"]


def test_every_package_is_bounded_from_above():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = {
        one.name: {bound.operator for bound in one.specifier} for one in map(Requirement, project["dependencies"])
    }
    used = {name.partition(".")[0] for path in SOURCES for name in imports_of(tree_of(ROOT / path))}
    assert used
    assert {package for package in used if "<" not in bounds[package]} == set()
