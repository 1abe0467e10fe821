"""Run the modules of the tests with what they get of the app made synchronous, and with Quart's names for Flask's.

Nothing changes on disk: pytest parses the modules of the tests to explain their assertions, and the parsed modules are
changed here, before that. Coroutine functions stay as they are.
"""

import ast
import functools
import inspect
import re
import sys
from collections.abc import Callable, Mapping
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import _pytest.assertion.rewrite as pytest_rewrite

from .flask_names import PACKAGE, flask_module

_RESULT, _ENTERED, _ITERATED = "__comparison_result_of__", "__comparison_entered__", "__comparison_iterated__"
_OWN_NAME = re.compile(r"__comparison_\w+__(?=\()")
_HELPERS = "comparison.suite.awaited"
# Attributes of requests and responses that are coroutines in Quart.
_PROPERTIES = ("data", "json", "form", "files", "values")
# Packages of tests that are written as test modules are.
_PLUGINS = ("pytest_flask", "flask_testing")
# The directory of this package.
_OWN = Path(__file__).parents[1]


def readable(text: str) -> str:
    """Return the text of a failure without the names that stand in changed modules."""
    return _OWN_NAME.sub("", text)


def is_of_tests(function: Any) -> bool:
    """Return whether a function was defined in a module of the tests."""
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(getattr(function, "__func__", function))
    scope = getattr(function, "__globals__", None) or getattr(type(function).__call__, "__globals__", {})
    return is_test_module(scope)


def is_test_module(scope: Mapping[str, Any]) -> bool:
    """Return whether these are the global names of a module of the tests."""
    return _RESULT in scope


def install(is_test_file: Callable[[Path], bool]) -> None:
    """Change the modules that pytest rewrites, and those of which `is_test_file` says that they are of the tests."""
    rewrite_asserts = pytest_rewrite.rewrite_asserts

    @functools.wraps(rewrite_asserts)
    def rewrite(module: ast.Module, source: bytes, module_path: str | None = None, config: Any = None) -> None:
        if module_path is None or _is_changed(Path(module_path)):
            rewritten(module)
        rewrite_asserts(module, source, module_path, config)

    # What an earlier run has kept lacks the changes, and no later run may get them.
    for name, replacement in {
        "rewrite_asserts": rewrite,
        "_read_pyc": lambda *arguments, **options: None,
        "_write_pyc": lambda *arguments, **options: True,
    }.items():
        setattr(pytest_rewrite, name, replacement)
    sys.meta_path.insert(1, _Finder(is_test_file))


def _is_changed(file: Path) -> bool:
    """Return whether a module may be of the tests: pytest rewrites the modules of plugins too."""
    is_installed = "site-packages" in file.parts and not set(file.with_suffix("").parts) & set(_PLUGINS)
    return not is_installed and not file.is_relative_to(_OWN)


class _Finder(MetaPathFinder):
    """Finds the modules of tests that pytest does not rewrite: those that test modules import."""

    def __init__(self, is_test_file: Callable[[Path], bool]) -> None:
        self.is_test_file = is_test_file

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
            return None
        file = Path(spec.origin)
        is_of_plugin = name.partition(".")[0] in _PLUGINS
        if not (is_of_plugin or self.is_test_file(file)) or not _is_changed(file):
            return None
        loader = _Loader(name, spec.origin)
        return spec_from_file_location(
            name, spec.origin, loader=loader, submodule_search_locations=spec.submodule_search_locations
        )


class _Loader(SourceFileLoader):
    """Loads a changed module, from its source alone."""

    def path_stats(self, path: str) -> Any:
        # Without it, importlib neither reads nor writes bytecode.
        raise OSError

    # Which options there are depends on the version of Python.
    def source_to_code(self, data: Any, path: Any, **options: Any) -> CodeType:  # type: ignore[override]
        return compile(rewritten(ast.parse(data, path)), path, "exec", dont_inherit=True)


def rewritten(module: ast.Module) -> ast.Module:
    """Change a parsed module in place, and return it: its calls, `with`, `for` and its imports of Flask."""
    _Changes().visit(module)
    names = [("result_of", _RESULT), ("entered", _ENTERED), ("iterated", _ITERATED)]
    helpers = ast.ImportFrom(_HELPERS, [ast.alias(name, alias) for name, alias in names], 0)
    module.body.insert(_after_future(module.body), helpers)
    ast.fix_missing_locations(module)
    return module


def _after_future(body: list[ast.stmt]) -> int:
    """Return the first place where an import may stand: after the docstring and the imports from `__future__`."""
    place = 0
    for statement in body:
        is_docstring = place == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_docstring and not (isinstance(statement, ast.ImportFrom) and statement.module == "__future__"):
            break
        place += 1
    return place


class _Changes(ast.NodeTransformer):
    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return node
        return _called(_RESULT, node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return _called(_RESULT, node) if node.attr in _PROPERTIES and isinstance(node.ctx, ast.Load) else node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        target = node.target
        if not (
            isinstance(target, ast.Attribute) and target.attr in _PROPERTIES and isinstance(target.value, ast.Name)
        ):
            return node
        before = _called(_RESULT, ast.Attribute(target.value, target.attr, ast.Load()))
        return ast.copy_location(ast.Assign([target], ast.BinOp(before, node.op, node.value)), node)

    def visit_With(self, node: ast.With) -> ast.AST:
        self.generic_visit(node)
        for item in node.items:
            item.context_expr = _called(_ENTERED, item.context_expr)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = _called(_ITERATED, node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        if not node.is_async:
            node.iter = _called(_ITERATED, node.iter)
        return node

    def visit_Import(self, node: ast.Import) -> Any:
        return [statement for alias in node.names for statement in _imported(alias)]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        if node.level == 0 and _is_flask(node.module):
            node.module = flask_module(str(node.module))
        return node


def _imported(alias: ast.alias) -> list[ast.stmt]:
    """Return the statements that import a module, or Quart's in the place of Flask's."""
    if not _is_flask(alias.name):
        return [ast.Import([alias])]
    module = flask_module(alias.name)
    if alias.asname or module == PACKAGE:
        return [ast.Import([ast.alias(module, alias.asname or "flask")])]
    return [ast.Import([ast.alias(module, None)]), ast.Import([ast.alias(PACKAGE, "flask")])]


def _is_flask(name: str | None) -> bool:
    return name is not None and name.partition(".")[0] == "flask"


def _called(function: str, argument: ast.expr) -> ast.Call:
    return ast.copy_location(ast.Call(ast.Name(function, ast.Load()), [argument], []), argument)
