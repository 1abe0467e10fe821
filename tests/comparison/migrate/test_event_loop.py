"""Which code runs on the event loop, and which expressions are asynchronous."""

import libcst as cst
import pytest

from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source

from .sources import dedented


def source_of(*texts, async_functions=()):
    """Return the last of several modules, called m0, m1 and so on."""
    modules = [Module.parse(f"m{number}", text.encode()) for number, text in enumerate(texts)]
    return Source(modules[-1], Project.of(modules), set(async_functions))


def last(source):
    return source.module.nodes(cst.Expr)[-1].value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("async def f():\n    open\n", True, id="a coroutine function contains it"),
        pytest.param(
            dedented("""
            async def f():
                g()
            def g():
                open
        """),
            True,
            id="a coroutine function calls its function",
        ),
        pytest.param(
            dedented("""
                async def f():
                    g()
                def g():
                    h()
                def h():
                    open
            """),
            True,
            id="a function that a coroutine function calls, calls it",
        ),
        pytest.param(
            dedented("""
            def g():
                open
            async def f():
                thread(g)
                2
        """),
            True,
            id="a name stands in a coroutine function",
        ),
        pytest.param(
            dedented("""
            async def f():
                thread(g)
            def g():
                open
        """),
            False,
            id="its function is passed, not called",
        ),
        pytest.param(
            dedented("""
            async def f():
                pass
            def g():
                open
        """),
            False,
            id="its function is not called",
        ),
        pytest.param(
            dedented("""
            async def f():
                lambda: g()
            def g():
                open
        """),
            False,
            id="a lambda calls its function",
        ),
        pytest.param(
            dedented("""
            def g():
                h()
                open
            def h():
                g()
                open
        """),
            False,
            id="its functions call each other in a cycle",
        ),
        pytest.param(
            dedented("""
            g()
            def g():
                open
        """),
            False,
            id="module-level code calls its function",
        ),
        pytest.param("open\n", False, id="module-level code contains it"),
    ],
)
def test_code_that_runs_on_the_event_loop(text, expected):
    source = source_of(text, async_functions=["m0.f"])
    assert source.runs_on_event_loop(last(source)) is expected


def test_function_that_another_module_calls_runs_on_the_event_loop():
    source = source_of(
        dedented("""
        from m1 import g
        async def f():
            g()
    """),
        "def g():\n    open\n",
        async_functions=["m0.f"],
    )
    assert source.runs_on_event_loop(last(source))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("f()", True), ("one", True), ("g()", False), ("h()", False), ("other()", False), ("f().a", False)],
)
def test_expression_that_is_an_asynchronous_generator(expression, expected):
    text = dedented("""
        def f():
            yield
        def g():
            yield
        def h():
            return 1
        one = f()
    """)
    source = source_of(f"{text}{expression}\n", async_functions=["m0.f", "m0.h"])
    assert source.is_async_iterable(last(source)) is expected


def test_parameter_that_receives_an_asynchronous_generator():
    text = dedented("""
        def f():
            yield
        def g(a, b):
            pass
        g(1, f())
    """)
    source = source_of(text, async_functions=["m0.f"])
    parameters = source.project.functions["m0.g"].node.params.params
    assert [source.receives_async_generator("m0.g", parameter) for parameter in parameters] == [False, True]
