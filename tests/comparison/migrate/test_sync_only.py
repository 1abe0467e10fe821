"""Functions that cannot be async stay, and each is a manual step with a remedy."""

import pytest

from .outcomes import outcome
from .sources import dedented

FACTORY = "an app factory cannot await: await in `before_serving`, when the app starts"
CACHED = "a cached coroutine can be awaited only once: cache its result"
LOGGED = "`logging` calls `{}` without awaiting it: await its data earlier, and pass that in"
PLAIN_TEST_CASE = "a plain TestCase does not await: inherit from `unittest.IsolatedAsyncioTestCase`"
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
    "function that returns the app that it works in": factory(app="current_app"),
    "function that returns the app that it gets": factory(parameter="one: Quart", app="one"),
    "function that returns something else": factory(app="Other('a')"),
    "fixture that makes an app": factory(decorator="@pytest.fixture\n"),
    "method that makes an app": HEAD
    + dedented("""
        class A:
            def make(self):
                flash('a')
                return Quart('a')
    """),
    "test": factory(name="test_app"),
    "method called like one of logging, of another class": method("Other", "filter"),
    "method of a logging class that logging does not call": method("logging.Filter", "told"),
    "test of an asynchronous TestCase": method("unittest.IsolatedAsyncioTestCase", "test_a"),
    "asyncSetUp": method("unittest.IsolatedAsyncioTestCase", "asyncSetUp"),
    "method of a TestCase that a test calls": method("unittest.TestCase", "sign_in"),
    "test of another class": method("Other", "test_a"),
    "other decorator of functools": method("Other", "told", "@functools.wraps(a)\n    "),
}
SYNC = {
    "factory": (factory(), FACTORY),
    "factory that says what it gives": (factory().replace("():", "() -> Quart:"), FACTORY),
    "factory with an annotated name": (factory().replace("app = ", "app: Quart = "), FACTORY),
    "factory of an own class": (
        factory(app="Own('a')")
        + dedented("""


        class Own(Quart): ...
    """),
        FACTORY,
    ),
    "factory that asks another": (
        factory(app="other()")
        + dedented("""


        def other():
            return Quart('a')
    """),
        FACTORY,
    ),
    "filter": (method("logging.Filter", "filter"), LOGGED.format("filter")),
    "handler of a module below": (method("logging.handlers.SMTPHandler", "emit"), LOGGED.format("emit")),
    "formatter": (method("logging.Formatter", "format"), LOGGED.format("format")),
    "adapter": (method("logging.LoggerAdapter", "handle"), LOGGED.format("handle")),
    "filter of a filter": (
        method("One", "filter")
        + dedented("""


            class One(logging.Filter): ...
        """),
        LOGGED.format("filter"),
    ),
    "test of a plain TestCase": (method("unittest.TestCase", "test_a"), PLAIN_TEST_CASE),
    "setUp of a plain TestCase": (method("unittest.TestCase", "setUp"), PLAIN_TEST_CASE),
    "tearDownClass of a plain TestCase": (
        method("unittest.TestCase", "tearDownClass", "@classmethod\n    "),
        PLAIN_TEST_CASE,
    ),
    "setUp of an asynchronous TestCase": (
        method("unittest.IsolatedAsyncioTestCase", "setUp"),
        "`setUp` is not awaited: await in `asyncSetUp`",
    ),
    "tearDown of an asynchronous TestCase": (
        method("unittest.IsolatedAsyncioTestCase", "tearDown"),
        "`tearDown` is not awaited: await in `asyncTearDown`",
    ),
    "cache": (method("Other", "told", "@functools.cache\n    "), CACHED),
    "lru_cache that is called": (method("Other", "told", "@functools.lru_cache(9)\n    "), CACHED),
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
