"""Odd forms of real code: how the engine rewrites them, and which manual steps it leaves."""

import os
import sys
from subprocess import PIPE

import libcst as cst
import pytest

from comparison.migrate.change import AsyncBlock
from comparison.migrate.module import Module
from comparison.migrate.text_edits import apply_edits, edits_of
from comparison.targets import child

from .outcomes import outcome, rewritten
from .rewriting import SPREADING
from .sources import dedented


@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5", "6"])
def test_order_of_edits_at_one_place_does_not_depend_on_the_hash_seed(seed):
    program = dedented("""
            from comparison.migrate.text_edits import *
            from comparison.migrate.module import Module
            from comparison.migrate.change import Awaited
            import libcst as cst
            m = Module.parse('a', b'f().a()')
            edits = [e for c in m.nodes(cst.Call) for e in edits_of(m, Awaited(c), 'R1')]
            print(apply_edits(m.source, edits).text.decode())
        """)
    env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    out = child.run([sys.executable, "-c", program], 60, env, stdout=PIPE, text=True, check=True).stdout
    assert out == "await (await f()).a()\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a for a in b]", "[a async for a in b]"),
        ("{a: 1\n for a in b if a}", "{a: 1\n async for a in b if a}"),
        ("[a for c in b for a in c]", "[a async for c in b for a in c]"),
    ],
)
def test_comprehension_becomes_asynchronous(text, expected):
    module = Module.parse("shop", text.encode())
    change = AsyncBlock(module.nodes(cst.CompFor)[0])
    assert apply_edits(module.source, edits_of(module, change, "R1")).text.decode() == expected


def test_two_functions_of_one_name():
    text = dedented("""
        import clock
        if a:
            def f():
                clock.wait()
        else:
            def f():
                clock.wait(2)
    """)
    after = text.replace("def f", "async def f").replace("clock.wait(", "await clock.wait(")
    assert rewritten(text, rules=SPREADING) == after


def test_generator_expression_with_await_is_no_iterable():
    text = dedented("""
        import clock
        def f():
            return ''.join(clock.wait(a) for a in 'ab')
    """)
    assert outcome(text, rules=SPREADING)[1] or rewritten(text, rules=SPREADING) == (
        dedented("""
            import clock
            async def f():
                return ''.join([await clock.wait(a) for a in 'ab'])
        """)
    )


def test_class_in_a_function_cannot_await():
    text = dedented("""
        import clock
        def f():
            class A:
                a = clock.wait()
            return A
    """)
    after, manual_steps = outcome(text, rules=SPREADING)
    assert (after, [line for line, *_ in manual_steps]) == (text, [4])


@pytest.mark.parametrize("last", ["yield from inner()", "return clock.wait()"])
def test_generator_with_yield_from_or_return_stays_valid(last):
    text = f"import clock\ndef inner():\n    yield 1\ndef f():\n    yield clock.wait()\n    {last}\n"
    after, manual_steps = outcome(text, rules=SPREADING)
    compile(after, "here", "exec")
    assert manual_steps or after != text


@pytest.mark.parametrize("decorator", ["", "@property\n    ", "@contextmanager\n    "])
def test_function_that_cannot_be_async_is_a_manual_step(decorator):
    name = "x" if decorator else "__init__"
    text = f"import clock\nfrom contextlib import contextmanager\nclass A:\n    {decorator}def {name}(self):\n"
    text += "        clock.wait()\n" + ("        yield\n" if "context" in decorator else "")
    after, manual_steps = outcome(text, rules=SPREADING)
    assert after == text
    assert manual_steps


def test_with_that_cannot_await_stays():
    text = dedented("""
        from contextlib import closing
        async def f():
            yield
        with closing(f()) as a:
            pass
    """)
    after, manual_steps = outcome(text)
    assert after == text
    assert [line for line, *_ in manual_steps] == [4]


def test_with_that_has_another_item_which_is_not_asynchronous():
    text = dedented("""
        import threading
        lock = threading.Lock()
        async def f():
            with lock, open('a') as b:
                pass
    """)
    after, manual_steps = outcome(text)
    assert "async with lock" not in after
    assert manual_steps or "with lock:" in after


def test_method_of_an_instance_is_awaited():
    text = dedented("""
            import clock
            class A:
                def f(self):
                    return self.g()
                def g(self):
                    clock.wait()
            def h():
                A().f()
        """)
    after = (
        text.replace("return self", "return await self")
        .replace("clock.wait", "await clock.wait")
        .replace("def ", "async def ")
        .replace("    A()", "    await A()")
    )
    assert rewritten(text, rules=SPREADING) == after


def test_coroutine_that_asyncio_gets_stays():
    text = dedented("""
        import asyncio
        async def f():
            pass
        async def g():
            await asyncio.gather(f(), f())
    """)
    text += "def main():\n    asyncio.run(g())\n"
    assert rewritten(text) == text


def test_generator_that_is_read_with_yield_from_is_made_asynchronous_with_it():
    text = dedented("""
            from flask import Flask, Response
            app = Flask(__name__)
            def a():
                yield 'a'
            def b():
                yield from a()
            @app.get('/')
            def f():
                return Response(b())
        """)
    after, _ = outcome(text)
    compile(after, "here", "exec")


def test_wrapper_of_a_view_awaits_it():
    text = dedented("""
            from functools import wraps
            from flask import Flask
            app = Flask(__name__)
            def guard(view):
                @wraps(view)
                def wrapped(*a):
                    return view(*a)
                return wrapped
            @app.get('/')
            @guard
            def index():
                return 'a'
        """)
    after, manual_steps = outcome(text)
    assert manual_steps or "async def wrapped(*a):\n        return await view(*a)\n" in after


def test_file_without_a_with_is_not_awaited():
    text = "async def f():\n    return open('a').read()\n"
    after, manual_steps = outcome(text)
    assert manual_steps or after == text


def test_lines_of_a_file():
    text = dedented("""
        async def f():
            with open('a') as b:
                for line in b:
                    print(line)
    """)
    assert "        async for line in b" in rewritten(text)


def test_file_in_closing_is_not_awaited():
    text = dedented("""
        from contextlib import closing
        async def f():
            with closing(open('a')) as b:
                b.read()
    """)
    after, manual_steps = outcome(text)
    assert manual_steps or "await b.read()" not in after or "aiofiles.open('a')" in after
