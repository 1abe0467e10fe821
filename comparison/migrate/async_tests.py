"""Look for what pytest-asyncio has to run in migrated tests: async tests and fixtures outside of unittest's cases."""

import ast
import re
from collections.abc import Iterable, Iterator

_BROAD_SCOPES = {"class", "module", "package", "session"}
_Functions = ast.FunctionDef | ast.AsyncFunctionDef


def needs_pytest_asyncio(texts: Iterable[str]) -> bool:
    """Return whether a test module has an async test or fixture that no `IsolatedAsyncioTestCase` runs."""
    return any(isinstance(node, ast.AsyncFunctionDef) for text in texts for node in _pytest_functions(text))


def has_broad_async_fixture(texts: Iterable[str]) -> bool:
    """Return whether an async fixture lives longer than one test, and so needs one event loop for all of them."""
    functions = [node for text in texts for node in _pytest_functions(text)]
    return any(isinstance(node, ast.AsyncFunctionDef) and _scope_of(node) in _BROAD_SCOPES for node in functions)


def _pytest_functions(text: str) -> Iterator[_Functions]:
    """Yield the tests and the fixtures of a module; not those of unittest's test cases."""
    for node in ast.parse(text).body:
        functions = node.body if isinstance(node, ast.ClassDef) and not _is_test_case(node) else [node]
        for function in functions:
            if isinstance(function, _Functions) and (function.name.startswith("test") or _fixture_of(function)):
                yield function


def _is_test_case(node: ast.ClassDef) -> bool:
    """Return whether a class is a test case: a class with bases whose names do not say that it is for pytest."""
    return any(re.search(r"TestCase|Tests?$|Base$", ast.unparse(base)) for base in node.bases)


def _fixture_of(function: _Functions) -> str:
    """Return the decorator that makes a function a fixture, as text."""
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    return next((text for text in decorators if re.match(r"(\w+\.)?fixture\b", text)), "")


def _scope_of(function: _Functions) -> str:
    match = re.search(r"scope='(\w+)'", _fixture_of(function))
    return match[1] if match else "function"
