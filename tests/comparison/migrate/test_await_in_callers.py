"""An `await` spreads to the callers, in one module and across modules."""

from .rewriting import migrated, rewritten
from .sources import dedented

CHAIN = """\
import clock

def one():
    return clock.wait()

def two():
    return one().text

def three(a=1):
    two()

def four():
    return three
"""


def test_await_spreads_to_the_callers():
    after = CHAIN.replace("clock.wait()", "await clock.wait()").replace("one().text", "(await one()).text")
    after = after.replace("    two()", "    await two()").replace("def one", "async def one")
    assert rewritten(CHAIN) == after.replace("def t", "async def t")


def test_await_spreads_to_callers_above():
    text = dedented("""
        import clock
        def two():
            one()
        def one():
            clock.wait()
    """)
    after = dedented("""
        import clock
        async def two():
            await one()
        async def one():
            await clock.wait()
    """)
    assert rewritten(text) == after


def test_await_spreads_across_modules():
    texts = {
        "shop.views": dedented("""
            from .pages import page as p
            from . import pages
            def view():
                p()
                pages.page()
        """),
        "shop.pages": dedented("""
            import clock
            def page():
                clock.wait()
            def other():
                pass
        """),
        "tests": dedented("""
            import shop.pages
            def test():
                shop.pages.page()
                shop.pages.other()
        """),
    }
    assert migrated(texts) == {
        "shop.views": dedented("""
            from .pages import page as p
            from . import pages
            async def view():
                await p()
                await pages.page()
        """),
        "shop.pages": dedented("""
            import clock
            async def page():
                await clock.wait()
            def other():
                pass
        """),
        "tests": dedented("""
            import shop.pages
            async def test():
                await shop.pages.page()
                shop.pages.other()
        """),
    }
