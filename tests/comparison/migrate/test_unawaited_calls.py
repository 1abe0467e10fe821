"""A call of a newly async method's name is reported, unless the object is known to be another."""

import pytest

from .outcomes import outcome
from .rewriting import SPREADING, migration_of
from .sources import dedented

HEAD = dedented("""
        import sqlite3, typing
        import clock
        from flask import Flask, Request, current_app, g, request


        class Guard:
            def allows(self):
                return clock.wait()
            def get(self):
                return clock.wait()


        class Other:
            def allows(self):
                return True


        class Asked(Request):
            def payload(self):
                return clock.wait()


        app = Flask(__name__)


    """)
RULED_OUT = {
    "method of another class": "def f():\n    return Other().allows()\n",
    "name that something else has": "def f(a):\n    return a.get() or a.index()\n",
    "other name": "def f(a):\n    return a.refuses()\n",
    "method of what comes from outside": "def f():\n    return sqlite3.connect('a').allows()\n",
    "method of the framework": "def f():\n    return app.allows() or app.json.allows()\n",
    "method of what a class of the project inherits": dedented("""
        class Base(sqlite3.Connection): ...


        def f():
            return Base().allows()
    """),
    "attribute that a class says is another's": dedented("""
        class Shop:
            guard: Other
            def f(self):
                return self.guard.allows()
    """),
    "attribute that is another's": dedented("""
        class Shop:
            def __init__(self):
                self.guard = Other()
            def f(self):
                return self.guard.allows()
    """),
    "what a function of the project says it gives": dedented("""
        def made() -> Other: ...


        def f():
            return made().allows()
    """),
    "function of that name": dedented("""
        def allows():
            return 1


        def f():
            return allows()
    """),
    "attribute of that name": "def f(a):\n    return a.allows\n",
    "awaited already": "async def f(a):\n    return await a.allows()\n",
    "handed to asyncio": dedented("""
        import asyncio


        def f(a):
            asyncio.run(a.allows())
    """),
}
POSSIBLE = {
    "argument": "def f(a):\n    return a.allows()\n",
    "attribute that may be one": dedented("""
        class Shop:
            def __init__(self, a):
                self.guard = a
            def f(self):
                return self.guard.allows()
    """),
    "attribute that is another's at times": dedented("""
        class Shop:
            def __init__(self, a=None):
                self.guard = Other()
                self.guard = a
            def f(self):
                return self.guard.allows()
    """),
    "attribute that is one": dedented("""
        class Shop:
            guard: Guard
            def f(self):
                return self.guard.allows()
    """),
    "attribute that may be anything": dedented("""
        class Shop:
            guard: typing.Any
            def f(self):
                return self.guard.allows()
    """),
    "method of a class that is to be inherited": dedented("""
        class Base:
            def f(self):
                return self.allows()


        class Own(Base):
            def allows(self):
                return clock.wait()
    """),
    "part of a dictionary": dedented("""
        ALL = {'a': Guard()}


        def f():
            return ALL['a'].allows()
    """),
    "instance of a class that is looked up": dedented("""
        ALL = {'a': Guard}


        def f():
            return ALL['a']().allows()
    """),
    "loop": "def f(some):\n    return [one for one in some if one.allows()]\n",
    "what a method of the class keeps": dedented("""
        class Shop:
            one = None
            @classmethod
            def made(cls):
                return cls.one


        def f():
            return Shop.made().allows()
    """),
    "kept for the request": "def f():\n    return g.guard.allows()\n",
    "extension": "def f():\n    return current_app.extensions['a'].allows()\n",
    "attribute of the app": "def f():\n    return app.guard.allows()\n",
    "the largest": "def f(some):\n    return max(some).allows()\n",
    "method of an own request": "def f():\n    return request.payload()\n",
}


def reported(text):
    """Return the lines, counted from the first behind the head, and the names of what is told."""
    after, manual_steps = outcome(HEAD + text, rules=SPREADING)
    assert after.count("await ") == (HEAD + text).count("clock.wait()") + text.count("await ")
    return [(line - HEAD.count("\n"), rule, reason.split("`")[1]) for line, rule, reason in manual_steps]


@pytest.mark.parametrize("text", [*RULED_OUT.values(), *POSSIBLE.values()], ids=[*RULED_OUT, *POSSIBLE])
def test_nothing_is_reported_if_nothing_is_async(text):
    assert outcome((HEAD + text).replace("clock.", "other."), rules=SPREADING)[1] == ()


@pytest.mark.parametrize("text", RULED_OUT.values(), ids=RULED_OUT)
def test_call_of_another_method_is_not_reported(text):
    assert reported(text) == []


@pytest.mark.parametrize("text", POSSIBLE.values(), ids=POSSIBLE)
def test_call_that_may_reach_the_method_is_reported(text):
    line, name = next(
        (i, line_text)
        for i, line_text in enumerate(text.split("\n"), 1)
        if ".allows()" in line_text or ".payload" in line_text
    )
    assert reported(text)[0] == (line, "FQ004", "payload" if "payload" in name else "allows")


def test_message_says_what_to_do():
    reason = "`allows` is a coroutine function now, and this may call it: await it, unless it is another method"
    assert outcome(HEAD + "def f(a):\n    return a.allows()\n", rules=SPREADING)[1][0][2] == reason


def test_asynchronous_generator_has_its_own_message():
    text = dedented("""
        import clock
        class A:
            def rows(self):
                yield clock.wait()
        def f(a):
            print(a.rows())
    """)
    reason = (
        "`rows` is an asynchronous generator now, and this may call it: read it with `async for`, unless it is "
        "another method"
    )
    assert outcome(text, rules=SPREADING)[1] == ((6, "FQ004", reason),)


def test_excluded_module_is_not_reported():
    texts = {"shop": HEAD, "mine": "def f(a):\n    return a.allows()\n"}
    migration = migration_of(texts, exclude=["mine"])
    assert [migration.rewritten_module(module).manual_steps for module in migration.project.modules.values()] == [
        (),
        (),
    ]


def test_call_in_another_module_is_reported():
    migration = migration_of({"shop": HEAD, "views": "def f(a):\n    return a.allows()\n"})
    assert [line for line, *_ in migration.rewritten_module(migration.project.modules["views"]).manual_steps] == [2]
