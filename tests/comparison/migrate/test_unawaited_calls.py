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
    "the object is of another class": "def f():\n    return Other().allows()\n",
    "a builtin type has the method too": "def f(a):\n    return a.get() or a.index()\n",
    "another method is called": "def f(a):\n    return a.refuses()\n",
    "another library creates the object": "def f():\n    return sqlite3.connect('a').allows()\n",
    "the object is the framework's": "def f():\n    return app.allows() or app.json.allows()\n",
    "the class inherits from another library's": dedented("""
        class Base(sqlite3.Connection): ...


        def f():
            return Base().allows()
    """),
    "a class annotates the attribute as another class": dedented("""
        class Shop:
            guard: Other
            def f(self):
                return self.guard.allows()
    """),
    "the attribute is another class's instance": dedented("""
        class Shop:
            def __init__(self):
                self.guard = Other()
            def f(self):
                return self.guard.allows()
    """),
    "a return annotation names another class": dedented("""
        def made() -> Other: ...


        def f():
            return made().allows()
    """),
    "a function has the name": dedented("""
        def allows():
            return 1


        def f():
            return allows()
    """),
    "the method is not called": "def f(a):\n    return a.allows\n",
    "it is awaited already": "async def f(a):\n    return await a.allows()\n",
    "asyncio gets the coroutine": dedented("""
        import asyncio


        def f(a):
            asyncio.run(a.allows())
    """),
}
POSSIBLE = {
    "the object is an argument": "def f(a):\n    return a.allows()\n",
    "an attribute holds an argument": dedented("""
        class Shop:
            def __init__(self, a):
                self.guard = a
            def f(self):
                return self.guard.allows()
    """),
    "an attribute holds another class's instance at times": dedented("""
        class Shop:
            def __init__(self, a=None):
                self.guard = Other()
                self.guard = a
            def f(self):
                return self.guard.allows()
    """),
    "an attribute is annotated as Any": dedented("""
        class Shop:
            guard: typing.Any
            def f(self):
                return self.guard.allows()
    """),
    "a base class calls a method of its subclass": dedented("""
        class Base:
            def f(self):
                return self.allows()


        class Own(Base):
            def allows(self):
                return clock.wait()
    """),
    "a loop variable is the object": "def f(some):\n    return [one for one in some if one.allows()]\n",
    "a class method returns the object": dedented("""
        class Shop:
            one = None
            @classmethod
            def made(cls):
                return cls.one


        def f():
            return Shop.made().allows()
    """),
    "`g` holds the object": "def f():\n    return g.guard.allows()\n",
    "an extension of the app is the object": "def f():\n    return current_app.extensions['a'].allows()\n",
    "an attribute of the app is the object": "def f():\n    return app.guard.allows()\n",
    "`max` returns the object": "def f(some):\n    return max(some).allows()\n",
    "the request is of a subclass": "def f():\n    return request.payload()\n",
}
# Calls of the method on an object that is followed.
FOLLOWED = {
    "an attribute is annotated as the class": dedented("""
        class Shop:
            guard: Guard
            def f(self):
                return self.guard.allows()
    """),
    "the object is an item of a dictionary": dedented("""
        ALL = {'a': Guard()}


        def f():
            return ALL['a'].allows()
    """),
    "the class is an item of a dictionary": dedented("""
        ALL = {'a': Guard}


        def f():
            return ALL['a']().allows()
    """),
}


def reported(text):
    """Return the lines, counted from the first behind the head, and the names of what is told."""
    after, manual_steps = outcome(HEAD + text, rules=SPREADING)
    assert after.count("await ") == (HEAD + text).count("clock.wait()") + text.count("await ")
    return [(line - HEAD.count("\n"), rule, reason.split("`")[1]) for line, rule, reason in manual_steps]


@pytest.mark.parametrize("text", [*RULED_OUT.values(), *POSSIBLE.values()], ids=[*RULED_OUT, *POSSIBLE])
def test_nothing_is_reported_if_nothing_is_async(text):
    assert outcome((HEAD + text).replace("clock.", "other."), rules=SPREADING)[1] == ()


@pytest.mark.parametrize("text", FOLLOWED.values(), ids=FOLLOWED)
def test_call_of_the_method_is_awaited(text):
    after, manual_steps = outcome(HEAD + text, rules=SPREADING)
    assert after.splitlines()[-1].lstrip().startswith("return await ")
    assert manual_steps == ()


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
