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
FOLLOWED = {
    "it is called": "async def f():\n    await check()\n",
    "it is called under another name": dedented("""
        again = check


        async def f():
            await again()
    """),
    "it is returned": "def f():\n    return check\n",
    "a decorator with a return annotation returns it": dedented("""
        def deco(a) -> object:
            return check


        @deco
        def f(): ...
    """),
    "a wrapper is returned despite a return annotation": dedented("""
        def deco(a) -> object:
            @functools.wraps(a)
            async def wrapped():
                await check()

            return wrapped
    """),
    "it is registered as a view": "app.add_url_rule('/', view_func=check)\n",
    "it is registered as a hook": "app.before_request(check)\n",
    "a parameter, which may be an app, registers it": "def init(a):\n    a.teardown_request(check)\n",
    "it is connected to a signal": "request_started.connect(check)\n",
    "the app stores it": "app.view_functions['a'] = check\n",
    "templates get it": "app.jinja_env.globals['a'] = check\napp.jinja_env.globals.update(a=check)\n",
    "it is wrapped": "@functools.wraps(check)\ndef f(): ...\n",
    "its name is read": "print(check.__name__, callable(check))\n",
    "it is compared": "def f(a):\n    return a is check or a in (check, f)\n",
    "its truth is tested": "def f():\n    return 1 if check else 2\n",
    "a function of the project gets it": dedented("""
        async def f(a):
            await a()


        async def h():
            await f(check)
    """),
    "a loop reads it": dedented("""
        async def f():
            for one in (check, check):
                await one()
    """),
    "a list that loops read holds it": dedented("""
        ALL = [check]


        async def f():
            for one in ALL:
                await one()
    """),
    "a loop of another function reads its list": dedented("""
        async def f(a):
            for one in a:
                await one()


        async def h():
            await f([check])
    """),
    "it is unpacked to a name": dedented("""
        a, b = check, 1


        async def f():
            await a()
    """),
    "it is a case of a test": "@pytest.mark.parametrize('a', [check])\ndef test_a(a): ...\n",
    "monkeypatch sets it": "def test_a(monkeypatch):\n    monkeypatch.setattr('a.b', check)\n",
}
ESCAPING = {
    "`partial` gets it": "f = functools.partial(check, 1)\n",
    "`filter` gets it": "f = list(filter(check, 'ab'))\n",
    "`sorted` gets it as a key": "f = sorted('ab', key=check)\n",
    "a thread pool gets it": "POOL.submit(check)\n",
    "a thread gets it by its position": "Thread(None, check)\n",
    "a proxy gets it": "f = LocalProxy(check)\n",
    "it is one branch of a conditional": "def f(a):\n    return map(check if a else f, 'ab')\n",
    "a starred parameter gets it": dedented("""
        def f(*a):
            return a[0]()


        f(check)
    """),
    "a class of the project gets it": dedented("""
        class A:
            def __init__(self, a): ...


        A(check)
    """),
    "a dictionary holds it": "ALL = {'a': check}\n",
    "an item of a dictionary holds it": "ALL = {}\nALL['a'] = check\n",
    "a list whose items are called holds it": dedented("""
        ALL = [check]


        def f():
            return ALL[0]()
    """),
    "a list for other modules holds it": "ALL = [check]\n",
    "a tuple in a list holds it": dedented("""
        ALL = [('a', check)]
        for name, one in ALL: ...
        print(ALL)
    """),
    "a function of the project stores its list": dedented("""
        def f(a):
            return a[0]


        f([check])
    """),
    "it is returned in a tuple": "def f():\n    return check, 1\n",
    "a return annotation hides it": "def f() -> object:\n    return check\n",
    "an instance stores it": dedented("""
        class A:
            def f(self):
                self.a = check
    """),
    "a class stores it": "class A:\n    a = check\n",
    "`g` stores it": "def f():\n    g.a = check\n",
    "it is a default": "def f(a=check): ...\n",
}
GENERATOR = dedented("""
    def rows():
        yield 1


    @app.get('/')
    async def page():
        return rows()


""")


@pytest.mark.parametrize("text", [*FOLLOWED.values(), *ESCAPING.values()], ids=[*FOLLOWED, *ESCAPING])
def test_function_that_was_async_before_is_not_reported(text):
    assert outcome(HEAD + text)[1] == ()


@pytest.mark.parametrize("text", FOLLOWED.values(), ids=FOLLOWED)
def test_function_that_does_not_escape_is_not_reported(text):
    before = text.replace("await ", "").replace("async def", "def")
    assert outcome(BEFORE + before)[1] == ()


@pytest.mark.parametrize("text", ESCAPING.values(), ids=ESCAPING)
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
