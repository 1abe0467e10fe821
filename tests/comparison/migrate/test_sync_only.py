"""Functions that cannot be async stay, and each is a manual step with a remedy."""

import pytest

from .outcomes import outcome
from .sources import dedented

FACTORY = "an app factory cannot await: await in `before_serving`"
CACHED = "a cached coroutine can be awaited only once: cache its result"
LOGGED = "`logging` calls `{}` without awaiting it: await its data earlier, and pass that in"
HEAD = dedented("""
    import functools, logging.handlers, pytest, unittest
    from quart import Quart, current_app, flash


""")
MAKE = HEAD + dedented("""
    {decorator}def {name}({parameter}):
        app = {app}
        flash('a')
        return app
""")
METHOD = HEAD + dedented("""
    class Own({base}):
        {decorator}def {name}(self):
            flash('a')
""")


def factory(name="make", parameter="", app="Quart('a')", decorator=""):
    return MAKE.format(name=name, parameter=parameter, app=app, decorator=decorator)


def method(base, name, decorator=""):
    return METHOD.format(base=base, name=name, decorator=decorator)


ASYNC = {
    "a function returns the app that it runs in": factory(app="current_app"),
    "a function returns the app that it gets": factory(parameter="one: Quart", app="one"),
    "a function returns an object of another class": factory(app="Other('a')"),
    "a fixture creates an app": factory(decorator="@pytest.fixture\n"),
    "a method creates an app": HEAD
    + dedented("""
        class A:
            def make(self):
                flash('a')
                return Quart('a')
    """),
    "a test creates an app": factory(name="test_app"),
    "a class outside of logging has the method": method("Other", "filter"),
    "logging does not call the method": method("logging.Filter", "told"),
    "an asynchronous TestCase has a test": method("unittest.IsolatedAsyncioTestCase", "test_a"),
    "asyncSetUp of an asynchronous TestCase": method("unittest.IsolatedAsyncioTestCase", "asyncSetUp"),
    "a test calls a method of a TestCase": method("unittest.TestCase", "sign_in"),
    "a plain TestCase has a test": method("unittest.TestCase", "test_a"),
    "a plain TestCase has setUp": method("unittest.TestCase", "setUp"),
    "an asynchronous TestCase has tearDown": method("unittest.IsolatedAsyncioTestCase", "tearDown"),
    "another class has a test": method("Other", "test_a"),
    "another decorator of functools": method("Other", "told", "@functools.wraps(a)\n    "),
}
SYNC = {
    "an app factory": (factory(), FACTORY),
    "an app factory with a return annotation": (factory().replace("():", "() -> Quart:"), FACTORY),
    "an app factory with an annotated name": (factory().replace("app = ", "app: Quart = "), FACTORY),
    "an app factory of a subclass": (
        factory(app="Own('a')")
        + dedented("""


        class Own(Quart): ...
    """),
        FACTORY,
    ),
    "an app factory that calls another": (
        factory(app="other()")
        + dedented("""


        def other():
            return Quart('a')
    """),
        FACTORY,
    ),
    "a filter of logging": (method("logging.Filter", "filter"), LOGGED.format("filter")),
    "a handler in a module of logging": (method("logging.handlers.SMTPHandler", "emit"), LOGGED.format("emit")),
    "a formatter of logging": (method("logging.Formatter", "format"), LOGGED.format("format")),
    "an adapter of logging": (method("logging.LoggerAdapter", "handle"), LOGGED.format("handle")),
    "a filter that inherits from a filter": (
        method("One", "filter")
        + dedented("""


            class One(logging.Filter): ...
        """),
        LOGGED.format("filter"),
    ),
    "tearDownClass of a plain TestCase": (
        method("unittest.TestCase", "tearDownClass", "@classmethod\n    "),
        "`tearDownClass` is not awaited: await in `asyncTearDown`, which runs for each test",
    ),
    "setUpClass of an asynchronous TestCase": (
        method("unittest.IsolatedAsyncioTestCase", "setUpClass", "@classmethod\n    "),
        "`setUpClass` is not awaited: await in `asyncSetUp`, which runs for each test",
    ),
    "a test of another library's TestCase": (
        method("flask_testing.TestCase", "test_a").replace("import functools", "import flask_testing, functools"),
        "`flask_testing.TestCase` does not await: inherit from `unittest.IsolatedAsyncioTestCase`",
    ),
    "a cached function": (method("Other", "told", "@functools.cache\n    "), CACHED),
    "a function with a cache size": (method("Other", "told", "@functools.lru_cache(9)\n    "), CACHED),
}


@pytest.mark.parametrize("text", ASYNC.values(), ids=ASYNC)
def test_function_that_can_be_async_becomes_async(text):
    after, manual_steps = outcome(text)
    assert ("await flash('a')" in after, manual_steps) == (True, ())


@pytest.mark.parametrize(("text", "reason"), SYNC.values(), ids=SYNC)
def test_function_that_cannot_be_async_is_a_manual_step(text, reason):
    line = text.split("\n").index(next(line_text for line_text in text.split("\n") if "flash('a')" in line_text)) + 1
    assert outcome(text) == (text, ((line, "FQ501", reason),))


@pytest.mark.parametrize("name", ["conftest", "test_shop", "shop.test_shop"])
def test_factory_in_a_test_module_becomes_async(name):
    assert "async def make" in outcome(factory(), names=[name])[0]


def test_caller_of_a_factory_stays():
    calling = dedented("""
        from .here import make

        app = make()
    """)
    assert outcome(factory(), calling, names=["shop.here", "shop.there"]) == (calling, ())


def test_factory_creates_its_directories_synchronously():
    making = factory().replace("flash('a')", "os.makedirs('a')").replace("import ", "import os, ", 1)
    test = dedented("""
        from .here import make


        async def test_it():
            make()
    """)
    texts = (test, making)
    assert outcome(*texts, names=["shop.test_it", "shop.here"]) == (making, ())
