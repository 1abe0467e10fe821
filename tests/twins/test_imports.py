"""Imports point one way: in comparison/ down the layers, in the apps from the features down; the three never mix."""

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# From the top down; a module may import what stands below it, and `targets` is one package.
LAYERS = (
    ("__main__", "pytest_plugin", "docs"),
    ("cli",),
    ("demo",),
    ("runner",),
    ("benchmark", "notes"),
    ("acceptance", "report"),
    ("comparer", "groups"),
    ("inspection",),
    ("compare", "discovery", "migrate"),
    ("noise", "expected"),
    ("suite",),
    ("targets",),
    ("settings",),
    ("sides",),
    ("values",),
    ("errors",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# What the features of one app import and those of the other do not: aiofiles stands for `open` and `os`.
OWN = {"flask_app": {"flask"}, "quart_app": {"quart", "aiofiles"}}
# The packages of each app below its features, and what each may import: the modules `blocks` and `unnamed` stand below.
BELOW_FEATURES = {
    "security": ("compat",),
    "storage": ("compat", "blocks", "unnamed"),
    "compat": ("blocks", "unnamed"),
    "server": (),
}
NETWORKED = ("comparison.targets.", "comparison.benchmark.", "comparison.notes.", "comparison.suite.")
SYSTEM = {"socket", "subprocess", "multiprocessing", "httpx2", "asyncio", "signal"}


@cache
def modules_of(package):
    """Return the package's modules by their dotted names."""
    modules = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def imports_of(name, path):
    """Return the dotted names that a module imports, with relative ones resolved."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parent = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (parent, node.module) if part)
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


@cache
def graph_of(package):
    """Return, for each module, the package's own modules that it imports."""
    modules = modules_of(package)
    return {
        name: {imported for imported in imports_of(name, path) if imported in modules and imported != name}
        for name, path in modules.items()
    }


@cache
def tops_of(package):
    """Return, for each module, the top-level packages that it imports."""
    return {
        name: {imported.partition(".")[0] for imported in imports_of(name, path)}
        for name, path in modules_of(package).items()
    }


def part_of(name):
    """Return the layer of a module: `comparison.targets.wsgi` is part of `targets`."""
    return name.split(".")[1]


def test_relative_imports_are_resolved():
    graph = graph_of("comparison")
    assert "comparison.values.exchange" in graph["comparison.values.difference"]
    assert "comparison.errors" in graph["comparison.targets.process"]
    assert "comparison.targets.recording" in graph["comparison.targets.app_runner"]
    assert graph["comparison.errors"] == set()


def test_every_module_has_a_layer_and_every_layer_a_module():
    parts = {part_of(name) for name in modules_of("comparison") if "." in name}
    assert parts == set(LEVEL), "Give a new module its place in LAYERS; take out one that is gone."


def test_modules_import_only_what_is_below_them():
    wrong = [
        f"{name} imports {imported}"
        for name, imports in graph_of("comparison").items()
        for imported in imports - {"comparison"}
        if "." in name and part_of(imported) != part_of(name) and LEVEL[part_of(imported)] <= LEVEL[part_of(name)]
    ]
    assert wrong == []


def test_no_module_imports_the_facade():
    assert [name for name, imports in graph_of("comparison").items() if "comparison" in imports] == []


@pytest.mark.parametrize("package", ["comparison", "flask_app", "quart_app"])
def test_there_is_no_cycle(package):
    graph = graph_of(package)
    # A package's __init__ and its modules are one import: `from . import x` asks for x, not for the package.
    own = {
        name: {imported for imported in imports if not name.startswith(f"{imported}.")}
        for name, imports in graph.items()
    }
    try:
        order = list(TopologicalSorter(own).static_order())
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
    assert set(order) == set(graph)


def test_comparison_imports_neither_app():
    assert {name for name, tops in tops_of("comparison").items() if tops & {"flask_app", "quart_app", "tests"}} == set()


def test_comparison_imports_neither_framework():
    # What runs a suite's tests is imported in the process of the Quart app alone.
    names = {name for name, tops in tops_of("comparison").items() if tops & {"flask", "quart"}}
    assert {name for name in names if not name.startswith("comparison.suite.")} == set()


def test_only_targets_benchmark_and_probes_open_sockets_and_start_processes():
    users = {name for name, tops in tops_of("comparison").items() if tops & SYSTEM}
    # The probe of a divergence may need a server.
    assert {name for name in users if not name.startswith(NETWORKED)} == set()
    assert users


@pytest.mark.parametrize(("package", "framework"), [("flask_app", "quart"), ("quart_app", "flask")])
def test_app_imports_nothing_of_the_other_framework(package, framework):
    foreign = {framework, f"{framework}_app"}
    assert {name for name, tops in tops_of(package).items() if tops & foreign} == set()


@pytest.mark.parametrize("package", OWN)
def test_app_imports_no_harness(package):
    harness = {"comparison", "tests", "pytest", "httpx2"}
    assert {name for name, tops in tops_of(package).items() if tops & harness} == set()


@pytest.mark.parametrize("package", OWN)
@pytest.mark.parametrize(("part", "below"), BELOW_FEATURES.items(), ids=BELOW_FEATURES)
def test_what_features_import_imports_no_feature(package, part, below):
    allowed = tuple(f"{package}.{name}" for name in (part, *below))
    graph = {name: imports for name, imports in graph_of(package).items() if name.startswith(f"{package}.{part}")}
    imports = [(name, imported) for name, names in graph.items() for imported in names]
    assert [f"{name} imports {imported}" for name, imported in imports if not imported.startswith(allowed)] == []
    assert len(graph) >= 4


@pytest.mark.parametrize("package", OWN)
def test_features_import_their_framework_and_what_both_apps_need(package):
    known = {"blinker", "click", "itsdangerous", "jinja2", "markupsafe", "werkzeug", *OWN[package]}
    outside = {name: tops for name, tops in tops_of(package).items() if ".compat" not in name and ".server" not in name}
    foreign = {top for tops in outside.values() for top in tops} - set(sys.stdlib_module_names) - {package}
    assert foreign == known
