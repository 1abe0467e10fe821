"""An `await` spreads to all callers, across modules, and is a manual step where nothing can be awaited."""

import pytest

from .rewriting import migrated, migration_of, rewritten
from .sources import dedented


def manual_steps(text):
    """Return what is left to do by hand, after it was checked that the text stays."""
    migration = migration_of({"here": text})
    result = migration.rewritten_module(migration.project.modules["here"])
    assert result.source.text.decode() == text
    return result.manual_steps


CHAIN = """\
import clock

def one():
    return clock.wait()

def two():
    return one().text

def three(a=1):
    two()

def four():
    return three
"""


def test_await_spreads_to_the_callers():
    after = CHAIN.replace("clock.wait()", "await clock.wait()").replace("one().text", "(await one()).text")
    after = after.replace("    two()", "    await two()").replace("def one", "async def one")
    assert rewritten(CHAIN) == after.replace("def t", "async def t")


def test_await_spreads_to_callers_above():
    text = dedented("""
        import clock
        def two():
            one()
        def one():
            clock.wait()
    """)
    after = dedented("""
        import clock
        async def two():
            await one()
        async def one():
            await clock.wait()
    """)
    assert rewritten(text) == after


def test_await_spreads_across_modules():
    texts = {
        "shop.views": dedented("""
            from .pages import page as p
            from . import pages
            def view():
                p()
                pages.page()
        """),
        "shop.pages": dedented("""
            import clock
            def page():
                clock.wait()
            def other():
                pass
        """),
        "tests": dedented("""
            import shop.pages
            def test():
                shop.pages.page()
                shop.pages.other()
        """),
    }
    assert migrated(texts) == {
        "shop.views": dedented("""
            from .pages import page as p
            from . import pages
            async def view():
                await p()
                await pages.page()
        """),
        "shop.pages": dedented("""
            import clock
            async def page():
                await clock.wait()
            def other():
                pass
        """),
        "tests": dedented("""
            import shop.pages
            async def test():
                await shop.pages.page()
                shop.pages.other()
        """),
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            dedented("""
                def f(n):
                    clock.wait()
                    return f(n - 1) + 1
            """),
            dedented("""
                async def f(n):
                    await clock.wait()
                    return await f(n - 1) + 1
            """),
            id="recursion",
        ),
        pytest.param(
            dedented("""
                def f():
                    g()
                def g():
                    f()
                    clock.wait()
            """),
            dedented("""
                async def f():
                    await g()
                async def g():
                    await f()
                    await clock.wait()
            """),
            id="recursion of two",
        ),
        pytest.param(
            dedented("""
                def f():
                    def g():
                        clock.wait()
                    return g()
            """),
            dedented("""
                async def f():
                    async def g():
                        await clock.wait()
                    return await g()
            """),
            id="inner function",
        ),
        pytest.param(
            dedented("""
                def f():
                    def g():
                        clock.wait()
                    return g
            """),
            dedented("""
                def f():
                    async def g():
                        await clock.wait()
                    return g
            """),
            id="inner function that is not called",
        ),
        pytest.param(
            dedented("""
                class A:
                    def f(self):
                        clock.wait()
                def g(a):
                    A.f(a)
            """),
            dedented("""
                class A:
                    async def f(self):
                        await clock.wait()
                async def g(a):
                    await A.f(a)
            """),
            id="method that its class is asked for",
        ),
        pytest.param(
            dedented("""
                async def f():
                    pass
                def g():
                    f()
            """),
            dedented("""
                async def f():
                    pass
                async def g():
                    await f()
            """),
            id="coroutine function from the start",
        ),
        pytest.param(
            dedented("""
                async def f():
                    await clock.wait()
                    await (clock.wait())
            """),
            dedented("""
                async def f():
                    await clock.wait()
                    await (clock.wait())
            """),
            id="awaited already",
        ),
        pytest.param(
            "def f():\n    g(clock.wait(clock.wait()))\n",
            "async def f():\n    g(await clock.wait(await clock.wait()))\n",
            id="call in a call",
        ),
        pytest.param(
            dedented("""
                def f():
                    yield clock.wait()
                def g():
                    for a in f():
                        pass
            """),
            dedented("""
                async def f():
                    yield await clock.wait()
                async def g():
                    async for a in f():
                        pass
            """),
            id="generator",
        ),
        pytest.param(
            dedented("""
                async def f():
                    yield
                async def g():
                    async for a in f():
                        pass
            """),
            dedented("""
                async def f():
                    yield
                async def g():
                    async for a in f():
                        pass
            """),
            id="generator that is read with async already",
        ),
        pytest.param(
            dedented("""
                def f():
                    pass
                def g(f=1):
                    f()
                def h():
                    f()
                    clock.wait()
            """),
            dedented("""
                def f():
                    pass
                def g(f=1):
                    f()
                async def h():
                    f()
                    await clock.wait()
            """),
            id="function that waits for nothing",
        ),
        pytest.param(
            dedented("""
                def f():
                    clock.wait()
                def g(f):
                    f()
            """),
            dedented("""
                async def f():
                    await clock.wait()
                def g(f):
                    f()
            """),
            id="name that is something else there",
        ),
        pytest.param(
            dedented("""
                def f():
                    clock.wait()
                def g(call):
                    call()
                g(f)
            """),
            dedented("""
                async def f():
                    await clock.wait()
                async def g(call):
                    await call()
                g(f)
            """),
            id="function that comes in",
        ),
    ],
)
def test_await_spreads(before, after):
    assert rewritten(f"import clock\n{before}") == f"import clock\n{after}"


CLASS = "a class body cannot await: await in a function"
LAMBDA = "a lambda cannot await: make it an `async def`"
ALONE = "module-level code cannot await: await in `before_serving`, when the app starts"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("clock.wait()\n", [(2, "WAIT", ALONE)], id="the module's own code"),
        pytest.param("if True:\n    clock.wait()\n", [(3, "WAIT", ALONE)], id="block of it"),
        pytest.param("class A:\n    a = clock.wait()\n", [(3, "WAIT", CLASS)], id="class"),
        pytest.param("def f(a=clock.wait()):\n    pass\n", [(2, "WAIT", ALONE)], id="default"),
        pytest.param(
            dedented("""
            @clock.wait()
            def f():
                pass
        """),
            [(2, "WAIT", ALONE)],
            id="decorator",
        ),
        pytest.param("a = lambda: clock.wait()\n", [(2, "WAIT", LAMBDA)], id="lambda"),
        pytest.param("def f():\n    return lambda: clock.wait()\n", [(3, "WAIT", LAMBDA)], id="lambda in a function"),
        pytest.param(
            dedented("""
            async def f():
                pass
            f()
        """),
            [(4, "FQ005", ALONE)],
            id="own coroutine function",
        ),
        pytest.param(
            dedented("""
            async def f():
                yield
            for a in f():
                pass
        """),
            [(4, "FQ602", ALONE)],
            id="own generator",
        ),
        pytest.param(
            "b = lambda: clock.wait()\na = clock.wait()\n", [(2, "WAIT", LAMBDA), (3, "WAIT", ALONE)], id="in order"
        ),
    ],
)
def test_call_that_cannot_be_awaited_is_a_manual_step(text, expected):
    assert manual_steps(f"import clock\n{text}") == tuple(expected)
