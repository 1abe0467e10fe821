"""A newly async function is reported where it is passed or stored, and its calls cannot be followed."""

import pytest

from .outcomes import outcome

HEAD = (
    "import functools\nimport pytest\nfrom concurrent.futures import ThreadPoolExecutor\nfrom threading import Thread\n"
    "from quart import Quart, flash, g, request_started\nfrom werkzeug.local import LocalProxy\n\n"
    "app = Quart(__name__)\nPOOL = ThreadPoolExecutor(2)\n\n\n"
    "async def check(a=1):\n    await flash('a')\n\n\n"
)
BEFORE = HEAD.replace("async def", "def").replace("await ", "")
FINE = {
    "called": "async def f():\n    await check()\n",
    "under another name": "again = check\n\n\nasync def f():\n    await again()\n",
    "given back": "def f():\n    return check\n",
    "given back by what says what it gives, and decorates": "def deco(a) -> object:\n    return check\n\n\n"
    "@deco\ndef f(): ...\n",
    "wrapper that is given back by what says what it gives": "def deco(a) -> object:\n    @functools.wraps(a)\n"
    "    async def wrapped():\n        await check()\n\n    return wrapped\n",
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
    "argument of a function of the project": "async def f(a):\n    await a()\n\n\nasync def h():\n    await f(check)\n",
    "read by a loop": "async def f():\n    for one in (check, check):\n        await one()\n",
    "kept in a list that loops read": "ALL = [check]\n\n\nasync def f():\n    for one in ALL:\n        await one()\n",
    "kept in a list that a loop of a function reads": "async def f(a):\n    for one in a:\n        await one()\n\n\n"
    "async def h():\n    await f([check])\n",
    "unpacked": "a, b = check, 1\n\n\nasync def f():\n    await a()\n",
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
    "starred argument of a function of the project": "def f(*a):\n    return a[0]()\n\n\nf(check)\n",
    "argument of a class of the project": "class A:\n    def __init__(self, a): ...\n\n\nA(check)\n",
    "kept in a dictionary": "ALL = {'a': check}\n",
    "kept in a part of one": "ALL = {}\nALL['a'] = check\n",
    "kept in a list that is asked for one": "ALL = [check]\n\n\ndef f():\n    return ALL[0]()\n",
    "kept in a list for others": "ALL = [check]\n",
    "kept in a tuple in a list": "ALL = [('a', check)]\nfor name, one in ALL: ...\nprint(ALL)\n",
    "list that a function of the project keeps": "def f(a):\n    return a[0]\n\n\nf([check])\n",
    "given back in a tuple": "def f():\n    return check, 1\n",
    "given back by what says what it gives": "def f() -> object:\n    return check\n",
    "kept by an instance": "class A:\n    def f(self):\n        self.a = check\n",
    "kept by a class": "class A:\n    a = check\n",
    "kept for the request": "def f():\n    g.a = check\n",
    "default": "def f(a=check): ...\n",
}
GENERATOR = "def rows():\n    yield 1\n\n\n@app.get('/')\nasync def page():\n    return rows()\n\n\n"


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
    keep = "ALL = {}\n\n\ndef keep(name):\n    def register(f):\n        ALL[name] = f\n        return f\n\n"
    before = BEFORE + keep + "    return register\n\n\n" + "@keep('a')\ndef own():\n    flash('a')\n"
    reason = "`own` is a coroutine function now: check that its caller awaits it"
    assert outcome(before)[1] == ((before.split("\n").index("        ALL[name] = f") + 1, "FQ004", reason),)


def test_escaping_generator_has_its_own_message():
    before = BEFORE + GENERATOR + "POOL.submit(rows)\n"
    reason = "`rows` is an asynchronous generator now: check that its caller reads it with `async for`"
    assert outcome(before)[1] == ((before.count("\n"), "FQ601", reason),)
