"""Inherit from `unittest.IsolatedAsyncioTestCase` where a test awaits.

A plain `TestCase` calls an async test, gets a coroutine object, and counts the test as passed. The methods `setUp` and
`tearDown` become `asyncSetUp` and `asyncTearDown` where they await.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, ReplacedName, ReplacedText
from ...migrate.framework_names import ASYNC_TEST_CASES, TEST_CASES
from ...migrate.source import Source
from ..rule import Rule

_SET_UP = {"setUp": "asyncSetUp", "tearDown": "asyncTearDown"}


def rewrite(source: Source) -> Iterator[Change]:
    for test_case in source.module.nodes(cst.ClassDef):
        bases = _all_bases(source, test_case)
        if bases & TEST_CASES and _has_async_method(source, test_case):
            for base in test_case.bases:
                if isinstance(base.value, cst.Name | cst.Attribute) and source.origins(base.value) & TEST_CASES:
                    yield ReplacedName(base.value, "unittest.IsolatedAsyncioTestCase")
        for method in test_case.body.body if bases & (TEST_CASES | ASYNC_TEST_CASES) else ():
            is_async = isinstance(method, cst.FunctionDef) and source.module.path_of(method) in source.async_functions
            if isinstance(method, cst.FunctionDef) and is_async and method.name.value in _SET_UP:
                yield ReplacedText(method.name, _SET_UP[method.name.value])
    for call in source.calls():
        if isinstance(call.func, cst.Attribute):
            yield from _call_changes(source, call, call.func.attr)


def _all_bases(source: Source, test_case: cst.ClassDef) -> set[str]:
    """Return the base classes of a class, and of the classes that it is mixed into."""
    path = source.module.path_of(test_case)
    owners = [path, *source.project.subclasses(path)]
    return {base for owner in owners for base in source.project.bases(owner)}


def _has_async_method(source: Source, test_case: cst.ClassDef) -> bool:
    """Return whether a class, one of its subclasses or a class that is mixed in has an async method."""
    path = source.module.path_of(test_case)
    owners = (path, *source.project.subclasses(path), *source.project.bases(path))
    return any(function.rpartition(".")[0] in owners for function in source.async_functions)


def _call_changes(source: Source, call: cst.Call, name: cst.Name) -> Iterator[Change]:
    """Yield the changes of calls of `setUp` and `tearDown`, and of cleanups that are coroutine functions."""
    if name.value in _SET_UP:
        if source.names_coroutine_function(call.func):
            yield ReplacedText(name, _SET_UP[name.value])
    elif name.value == "addCleanup" and call.args:
        cleanup = call.args[0].value
        is_pop = any(origin.endswith("context().pop") for origin in source.origins(cleanup))
        if is_pop or source.names_coroutine_function(cleanup):
            yield ReplacedText(name, "addAsyncCleanup")


RULE = Rule(
    id="FQ710",
    name="test cases",
    feature="tests",
    symptom="Each async test passes, and none of its code runs.",
    before="""
        import threading
        import unittest
        import warnings

        from flask import Flask

        app = Flask(__name__)

        class PageTests(unittest.TestCase):
            def setUp(self):
                self.client = app.test_client()

            def test_page(self):
                self.assertEqual(self.client.get("/").status_code, 200)

        def check():
            result = unittest.TestResult()
            with warnings.catch_warnings(action="ignore"):
                thread = threading.Thread(target=PageTests("test_page").run, args=[result])
                thread.start()
                thread.join()
            return f"{len(result.failures)} failed"
    """,
    after="""
        import threading
        import unittest
        import warnings

        from quart import Quart

        app = Quart(__name__)

        class PageTests(unittest.IsolatedAsyncioTestCase):
            def setUp(self):
                self.client = app.test_client()

            async def test_page(self):
                self.assertEqual((await self.client.get("/")).status_code, 200)

        def check():
            result = unittest.TestResult()
            with warnings.catch_warnings(action="ignore"):
                thread = threading.Thread(target=PageTests("test_page").run, args=[result])
                thread.start()
                thread.join()
            return f"{len(result.failures)} failed"
    """,
    responses=("1 failed",),
    without_rule=("0 failed",),
    rewrite=rewrite,
)
