"""An `await` that cannot stand where it is needed is a manual step."""

import pytest

from .rewriting import migration_of
from .sources import dedented


def manual_steps(text):
    """Return what is left to do by hand, after it was checked that the text stays."""
    migration = migration_of({"here": text})
    result = migration.rewritten_module(migration.project.modules["here"])
    assert result.source.text.decode() == text
    return result.manual_steps


CLASS = "a class body cannot await: await in a function"


LAMBDA = "a lambda cannot await: make it an `async def`"


ALONE = "module-level code cannot await: await in `before_serving`"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("clock.wait()\n", [(2, "WAIT", ALONE)], id="module-level code calls it"),
        pytest.param("if True:\n    clock.wait()\n", [(3, "WAIT", ALONE)], id="a block of module-level code calls it"),
        pytest.param("class A:\n    a = clock.wait()\n", [(3, "WAIT", CLASS)], id="a class body calls it"),
        pytest.param("def f(a=clock.wait()):\n    pass\n", [(2, "WAIT", ALONE)], id="a default calls it"),
        pytest.param(
            dedented("""
            @clock.wait()
            def f():
                pass
        """),
            [(2, "WAIT", ALONE)],
            id="a decorator calls it",
        ),
        pytest.param("a = lambda: clock.wait()\n", [(2, "WAIT", LAMBDA)], id="a lambda calls it"),
        pytest.param(
            "def f():\n    return lambda: clock.wait()\n", [(3, "WAIT", LAMBDA)], id="a lambda in a function calls it"
        ),
        pytest.param(
            dedented("""
            async def f():
                yield
            for a in f():
                pass
        """),
            [(4, "FQ602", ALONE)],
            id="module-level code reads an asynchronous generator",
        ),
        pytest.param(
            "b = lambda: clock.wait()\na = clock.wait()\n",
            [(2, "WAIT", LAMBDA), (3, "WAIT", ALONE)],
            id="several steps are in order",
        ),
    ],
)
def test_call_that_cannot_be_awaited_is_a_manual_step(text, expected):
    assert manual_steps(f"import clock\n{text}") == tuple(expected)
