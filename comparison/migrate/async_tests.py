"""Look for what pytest-asyncio has to run in migrated tests: async tests and fixtures outside of unittest's cases."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from ..values.python_source import syntax_tree

_Functions = ast.FunctionDef | ast.AsyncFunctionDef
_Classes = Mapping[str, ast.ClassDef]


def needs_pytest_asyncio(texts: Iterable[str]) -> bool:
    """Return whether a test module has an async test or fixture that no `IsolatedAsyncioTestCase` runs."""
    return any(True for _ in _async_functions(texts))


def has_broad_async_fixture(texts: Iterable[str]) -> bool:
    """Return whether an async fixture lives longer than one test, and so needs one event loop for all of them.

    A scope that a function decides may be that long.
    """
    return any(_scope_of(function, tree) not in ("function", None) for function, tree in _async_functions(texts))


def _async_functions(texts: Iterable[str]) -> Iterator[tuple[ast.AsyncFunctionDef, ast.Module]]:
    """Yield the async tests and fixtures that are not of unittest's test cases, each with its module."""
    trees = [syntax_tree(text) for text in texts]
    all_classes = {name: node for tree in trees for name, node in _classes(tree).items()}
    for tree in trees:
        for function in _functions(tree.body, {**all_classes, **_classes(tree)}):
            is_run = function.name.startswith("test") or _fixture_of(function)
            if is_run and isinstance(function, ast.AsyncFunctionDef):
                yield function, tree


def _classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _functions(body: Sequence[ast.AST], classes: _Classes) -> Iterator[_Functions]:
    """Yield the functions of a module or a class, also those in blocks and in classes that are no test cases."""
    for node in body:
        if isinstance(node, _Functions):
            yield node
        elif isinstance(node, ast.ClassDef) and _is_test_case(node, classes, set()):
            continue
        elif isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield from _functions(list(ast.iter_child_nodes(node)), classes)


def _is_test_case(node: ast.ClassDef, classes: _Classes, seen: Set[str]) -> bool:
    """Return whether a class is a test case of unittest.

    A base that is not among the known classes is one, if its name does not say that it is for pytest.
    """
    for base in map(ast.unparse, node.bases):
        if base in classes and base not in seen:
            if _is_test_case(classes[base], classes, {*seen, base}):
                return True
        elif re.search(r"TestCase|Tests?$|Base$", base):
            return True
    return False


def _fixture_of(function: _Functions) -> ast.expr | None:
    """Return the decorator that makes a function a fixture."""
    for decorator in function.decorator_list:
        name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if re.fullmatch(r"(\w+\.)?(yield_)?fixture", name):
            return decorator
    return None


def _scope_of(function: _Functions, tree: ast.Module) -> str | None:
    """Return the scope of a fixture; "" if it is not written in the module, None for a function that is no fixture."""
    decorator = _fixture_of(function)
    if decorator is None:
        return None
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    value = next((keyword.value for keyword in keywords if keyword.arg == "scope"), None)
    if isinstance(value, ast.Name):
        value = _constants(tree).get(value.id, value)
    if value is None:
        return "function"
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the values that are assigned to names of a module."""
    assignments = [node for node in tree.body if isinstance(node, ast.Assign)]
    return {target.id: node.value for node in assignments for target in node.targets if isinstance(target, ast.Name)}
