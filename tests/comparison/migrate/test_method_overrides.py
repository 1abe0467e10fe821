"""Methods that override each other become async together."""

import pytest

from comparison.migrate.method_overrides import UNLIKE

from .outcomes import outcome
from .rewriting import SPREADING, migrated
from .sources import dedented

BASE = dedented("""
    class Base:
        def valid(self):
            return True
        def answer(self):
            return self.valid()

""")
OWN = dedented("""
    class Own(Base):
        def valid(self):
            return clock.wait()

""")
PLAIN = dedented("""
    class Other(Base):
        def valid(self):
            return False

""")
HEAD = "import clock\n\n"
NO_OPS = {
    "no method awaits": HEAD + BASE + PLAIN,
    "a class that does not inherit has the method": HEAD
    + BASE
    + OWN.replace("(Base)", "").replace("clock.wait()", "1"),
    "another method awaits": HEAD + BASE + OWN.replace("valid", "checked").replace("clock.wait()", "1"),
}


def async_text(text):
    after = text.replace("def valid", "async def valid").replace("def answer", "async def answer")
    return after.replace("self.valid()", "await self.valid()").replace("clock.wait()", "await clock.wait()")


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_methods_that_do_not_await_stay(text):
    assert outcome(text, rules=SPREADING) == (text, ())


def test_method_of_an_unrelated_class_stays():
    text = HEAD + BASE + OWN.replace("(Base)", "")
    after, _ = outcome(text, rules=SPREADING)
    assert after == text.replace("def valid(self):\n        return c", "async def valid(self):\n        return await c")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BASE + OWN, id="the overridden method changes"),
        pytest.param(OWN + BASE, id="the overridden method below changes"),
        pytest.param(BASE + OWN + PLAIN, id="the sibling's method changes"),
        pytest.param(
            BASE + "class Between(Base): ...\n\n" + OWN.replace("(Base)", "(Between)"),
            id="the method of an indirect base changes",
        ),
        pytest.param(
            BASE.replace("True", "clock.wait()") + OWN.replace("clock.wait()", "1"), id="the overriding method changes"
        ),
    ],
)
def test_methods_that_override_each_other_become_async_together(text):
    assert outcome(HEAD + text, rules=SPREADING) == (HEAD + async_text(text), ())


def test_methods_of_two_modules_become_async_together():
    texts = {
        "shop.views": BASE,
        "shop.own": dedented("""
        import clock
        from .views import Base

    """)
        + OWN,
    }
    assert migrated(texts) == {name: async_text(text) for name, text in texts.items()}


def test_overridden_property_is_a_manual_step():
    text = HEAD + BASE.replace("    def valid", "    @property\n    def valid").replace("self.valid()", "1") + OWN
    after, manual_steps = outcome(text, rules=SPREADING)
    assert after == text.replace("def valid(self):\n        return c", "async def valid(self):\n        return await c")
    assert manual_steps == ((5, "FQ004", "a property cannot await: make it a method"),)


def test_overridden_method_that_is_no_generator_is_a_manual_step():
    text = HEAD + BASE.replace("self.valid()", "1") + OWN.replace("return", "yield")
    after, manual_steps = outcome(text, rules=SPREADING)
    assert after == text.replace("def valid(self):\n        yield c", "async def valid(self):\n        yield await c")
    assert manual_steps == ((4, "FQ004", UNLIKE),)


def test_method_of_an_excluded_module_stays():
    texts = {
        "base": BASE,
        "own": dedented("""
        import clock
        from base import Base

    """)
        + OWN,
    }
    assert migrated(texts, exclude=["base"]) == texts | {"own": async_text(texts["own"])}
