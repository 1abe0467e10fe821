"""An `await` spreads to all callers, across modules, and is a manual step where nothing can be awaited."""

import pytest

from .rewriting import rewritten
from .sources import dedented


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
            id="a function calls itself",
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
            id="two functions call each other",
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
            id="an inner function is called",
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
            id="an inner function is returned",
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
            id="a method is called on its class",
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
            id="the function was async before",
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
            id="it is awaited already",
        ),
        pytest.param(
            "def f():\n    g(clock.wait(clock.wait()))\n",
            "async def f():\n    g(await clock.wait(await clock.wait()))\n",
            id="a call is an argument of a call",
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
            id="a generator is read by a loop",
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
            id="a generator is read with `async for` already",
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
            id="a function that awaits nothing stays",
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
            id="a parameter hides the function",
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
                asyncio.run(g(f))
            """),
            id="a parameter gets the function",
        ),
    ],
)
def test_await_spreads(before, after):
    assert rewritten(f"import asyncio, clock\n{before}") == f"import asyncio, clock\n{after}"
