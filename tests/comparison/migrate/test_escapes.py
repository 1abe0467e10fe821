"""A newly async function is reported where it is passed or stored, and its calls cannot be followed."""

import pytest

from .outcomes import outcome
from .sources import dedented

HEAD = dedented("""
        import functools
        import pytest
        from concurrent.futures import ThreadPoolExecutor
        from threading import Thread
        from quart import Quart, flash, g, request_started
        from werkzeug.local import LocalProxy

        app = Quart(__name__)
        POOL = ThreadPoolExecutor(2)


        async def check(a=1):
            await flash('a')


    """)
BEFORE = HEAD.replace("async def", "def").replace("await ", "")
FINE = {
    "called": "async def f():\n    await check()\n",
    "under another name": dedented("""
        again = check


        async def f():
            await again()
    """),
    "given back": "def f():\n    return check\n",
    "given back by what says what it gives, and decorates": dedented("""
        def deco(a) -> object:
            return check


        @deco
        def f(): ...
    """),
    "wrapper that is given back by what says what it gives": dedented("""
        def deco(a) -> object:
            @functools.wraps(a)
            async def wrapped():
                await check()

            return wrapped
    """),
    "registered as a view": "app.add_url_rule('/', view_func=check)\n",
    "registered as a hook": "app.before_request(check)\n",
    "registered with what may be an app": "def init(a):\n    a.teardown_request(check)\n",
    "connected to a signal": "request_started.connect(check)\n",
    "kept by the app": "app.view_functions['a'] = check\n",
    "given to templates": "app.jinja_env.globals['a'] = check\napp.jinja_env.globals.update(a=check)\n",
    "wrapped": "@functools.wraps(check)\ndef f(): ...\n",
    "name of it": "print(check.__name__, callable(check))\n",
    "compared": "def f(a):\n    return a is check or a in (check, f)\n",
    "asked for": "def f():\n    return 1 if check else 2\n",
    "argument of a function of the project": dedented("""
        async def f(a):
            await a()


        async def h():
            await f(check)
    """),
    "read by a loop": dedented("""
        async def f():
            for one in (check, check):
                await one()
    """),
    "kept in a list that loops read": dedented("""
        ALL = [check]


        async def f():
            for one in ALL:
                await one()
    """),
    "kept in a list that a loop of a function reads": dedented("""
        async def f(a):
            for one in a:
                await one()


        async def h():
            await f([check])
    """),
    "unpacked": dedented("""
        a, b = check, 1


        async def f():
            await a()
    """),
    "case of a test": "@pytest.mark.parametrize('a', [check])\ndef test_a(a): ...\n",
    "put in the place of another": "def test_a(monkeypatch):\n    monkeypatch.setattr('a.b', check)\n",
}
TOLD = {
    "partial": "f = functools.partial(check, 1)\n",
    "filter": "f = list(filter(check, 'ab'))\n",
    "key": "f = sorted('ab', key=check)\n",
    "pool": "POOL.submit(check)\n",
    "thread": "Thread(target=check)\n",
    "proxy": "f = LocalProxy(check)\n",
    "one of two": "def f(a):\n    return map(check if a else f, 'ab')\n",
    "starred argument of a function of the project": dedented("""
        def f(*a):
            return a[0]()


        f(check)
    """),
    "argument of a class of the project": dedented("""
        class A:
            def __init__(self, a): ...


        A(check)
    """),
    "kept in a dictionary": "ALL = {'a': check}\n",
    "kept in a part of one": "ALL = {}\nALL['a'] = check\n",
    "kept in a list that is asked for one": dedented("""
        ALL = [check]


        def f():
            return ALL[0]()
    """),
    "kept in a list for others": "ALL = [check]\n",
    "kept in a tuple in a list": dedented("""
        ALL = [('a', check)]
        for name, one in ALL: ...
        print(ALL)
    """),
    "list that a function of the project keeps": dedented("""
        def f(a):
            return a[0]


        f([check])
    """),
    "given back in a tuple": "def f():\n    return check, 1\n",
    "given back by what says what it gives": "def f() -> object:\n    return check\n",
    "kept by an instance": dedented("""
        class A:
            def f(self):
                self.a = check
    """),
    "kept by a class": "class A:\n    a = check\n",
    "kept for the request": "def f():\n    g.a = check\n",
    "default": "def f(a=check): ...\n",
}
GENERATOR = dedented("""
    def rows():
        yield 1


    @app.get('/')
    async def page():
        return rows()


""")


@pytest.mark.parametrize("text", [*FINE.values(), *TOLD.values()], ids=[*FINE, *TOLD])
def test_function_that_was_async_before_is_not_reported(text):
    assert outcome(HEAD + text)[1] == ()


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_function_that_does_not_escape_is_not_reported(text):
    before = text.replace("await ", "").replace("async def", "def")
    assert outcome(BEFORE + before)[1] == ()


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_escaping_function_is_reported(text):
    line = BEFORE.count("\n") + next(i for i, line_text in enumerate(text.split("\n"), 1) if "check" in line_text)
    expected = (line, "FQ004", "`check` is a coroutine function now: check that its caller awaits it")
    assert outcome(BEFORE + text)[1] == (expected,)


def test_function_that_a_decorator_of_the_project_stores_is_reported_there():
    keep = dedented("""
        ALL = {}


        def keep(name):
            def register(f):
                ALL[name] = f
                return f

    """)
    before = (
        BEFORE
        + keep
        + "    return register\n\n\n"
        + dedented("""
        @keep('a')
        def own():
            flash('a')
    """)
    )
    reason = "`own` is a coroutine function now: check that its caller awaits it"
    assert outcome(before)[1] == ((before.split("\n").index("        ALL[name] = f") + 1, "FQ004", reason),)


def test_escaping_generator_has_its_own_message():
    before = BEFORE + GENERATOR + "POOL.submit(rows)\n"
    reason = "`rows` is an asynchronous generator now: check that its caller reads it with `async for`"
    assert outcome(before)[1] == ((before.count("\n"), "FQ601", reason),)
