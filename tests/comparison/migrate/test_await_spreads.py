"""An `await` spreads to all callers, across modules, and is a manual step where nothing can be awaited."""

import pytest

from .rewriting import migrated, migration_of, rewritten


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
    text = "import clock\ndef two():\n    one()\ndef one():\n    clock.wait()\n"
    after = "import clock\nasync def two():\n    await one()\nasync def one():\n    await clock.wait()\n"
    assert rewritten(text) == after


def test_await_spreads_across_modules():
    texts = {
        "shop.views": "from .pages import page as p\nfrom . import pages\ndef view():\n    p()\n    pages.page()\n",
        "shop.pages": "import clock\ndef page():\n    clock.wait()\ndef other():\n    pass\n",
        "tests": "import shop.pages\ndef test():\n    shop.pages.page()\n    shop.pages.other()\n",
    }
    assert migrated(texts) == {
        "shop.views": "from .pages import page as p\nfrom . import pages\n"
        "async def view():\n    await p()\n    await pages.page()\n",
        "shop.pages": "import clock\nasync def page():\n    await clock.wait()\ndef other():\n    pass\n",
        "tests": "import shop.pages\nasync def test():\n    await shop.pages.page()\n    shop.pages.other()\n",
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "def f(n):\n    clock.wait()\n    return f(n - 1) + 1\n",
            "async def f(n):\n    await clock.wait()\n    return await f(n - 1) + 1\n",
            id="recursion",
        ),
        pytest.param(
            "def f():\n    g()\ndef g():\n    f()\n    clock.wait()\n",
            "async def f():\n    await g()\nasync def g():\n    await f()\n    await clock.wait()\n",
            id="recursion of two",
        ),
        pytest.param(
            "def f():\n    def g():\n        clock.wait()\n    return g()\n",
            "async def f():\n    async def g():\n        await clock.wait()\n    return await g()\n",
            id="inner function",
        ),
        pytest.param(
            "def f():\n    def g():\n        clock.wait()\n    return g\n",
            "def f():\n    async def g():\n        await clock.wait()\n    return g\n",
            id="inner function that is not called",
        ),
        pytest.param(
            "class A:\n    def f(self):\n        clock.wait()\ndef g(a):\n    A.f(a)\n",
            "class A:\n    async def f(self):\n        await clock.wait()\nasync def g(a):\n    await A.f(a)\n",
            id="method that its class is asked for",
        ),
        pytest.param(
            "async def f():\n    pass\ndef g():\n    f()\n",
            "async def f():\n    pass\nasync def g():\n    await f()\n",
            id="coroutine function from the start",
        ),
        pytest.param(
            "async def f():\n    await clock.wait()\n    await (clock.wait())\n",
            "async def f():\n    await clock.wait()\n    await (clock.wait())\n",
            id="awaited already",
        ),
        pytest.param(
            "def f():\n    g(clock.wait(clock.wait()))\n",
            "async def f():\n    g(await clock.wait(await clock.wait()))\n",
            id="call in a call",
        ),
        pytest.param(
            "def f():\n    yield clock.wait()\ndef g():\n    for a in f():\n        pass\n",
            "async def f():\n    yield await clock.wait()\nasync def g():\n    async for a in f():\n        pass\n",
            id="generator",
        ),
        pytest.param(
            "async def f():\n    yield\nasync def g():\n    async for a in f():\n        pass\n",
            "async def f():\n    yield\nasync def g():\n    async for a in f():\n        pass\n",
            id="generator that is read with async already",
        ),
        pytest.param(
            "def f():\n    pass\ndef g(f=1):\n    f()\ndef h():\n    f()\n    clock.wait()\n",
            "def f():\n    pass\ndef g(f=1):\n    f()\nasync def h():\n    f()\n    await clock.wait()\n",
            id="function that waits for nothing",
        ),
        pytest.param(
            "def f():\n    clock.wait()\ndef g(f):\n    f()\n",
            "async def f():\n    await clock.wait()\ndef g(f):\n    f()\n",
            id="name that is something else there",
        ),
        pytest.param(
            "def f():\n    clock.wait()\ndef g(call):\n    call()\ng(f)\n",
            "async def f():\n    await clock.wait()\nasync def g(call):\n    await call()\ng(f)\n",
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
        pytest.param("@clock.wait()\ndef f():\n    pass\n", [(2, "WAIT", ALONE)], id="decorator"),
        pytest.param("a = lambda: clock.wait()\n", [(2, "WAIT", LAMBDA)], id="lambda"),
        pytest.param("def f():\n    return lambda: clock.wait()\n", [(3, "WAIT", LAMBDA)], id="lambda in a function"),
        pytest.param("async def f():\n    pass\nf()\n", [(4, "FQ005", ALONE)], id="own coroutine function"),
        pytest.param("async def f():\n    yield\nfor a in f():\n    pass\n", [(4, "FQ602", ALONE)], id="own generator"),
        pytest.param(
            "b = lambda: clock.wait()\na = clock.wait()\n", [(2, "WAIT", LAMBDA), (3, "WAIT", ALONE)], id="in order"
        ),
    ],
)
def test_call_that_cannot_be_awaited_is_a_manual_step(text, expected):
    assert manual_steps(f"import clock\n{text}") == tuple(expected)
