"""Signals that a coroutine function sends, and other things that are sent."""

import pytest

VIEW = """\
import blinker

stored = blinker.signal('stored')


async def view(name):
"""
NO_OPS = {
    "a plain function sends it": """
        import blinker

        stored = blinker.signal('stored')

        def tell():
            stored.send('a')
    """,
    "module-level code sends it": """
        import blinker

        blinker.signal('stored').send('a')
    """,
    "another object has these names": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            name.send('a')
            name.stored.send('a')
    """,
    "a parameter has the name": """
        import blinker

        stored = blinker.signal('a')

        async def view(stored):
            stored.send('a')
    """,
    "a generator has a method `send`": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            rows = (one for one in name)
            rows.send(None)
    """,
    "the function is passed, not called": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            return name(stored.send)
    """,
    "another method of the signal is called": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            return stored.receivers_for(name)
    """,
    "it is sent with `send_async` already": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            await stored.send_async('a')
    """,
    "the name is in a text and a comment": """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            return 'stored.send(name)'  # stored.send(name)
    """,
}
FORMS = {
    "it is a statement": ("stored.send(name, a=1)  # kept", "await stored.send_async(name, a=1)  # kept"),
    "the results are used": ("return stored.send(name)[0][1]", "return (await stored.send_async(name))[0][1]"),
    "a loop contains it": (
        "for one, two in stored.send(name): ...",
        "for one, two in await stored.send_async(name): ...",
    ),
    "a list comprehension contains it": (
        "return [stored.send(one) for one in name]",
        "return [await stored.send_async(one) for one in name]",
    ),
    "an argument sends it too": (
        "stored.send(stored.send(name))",
        "await stored.send_async(await stored.send_async(name))",
    ),
    "the signal has no name": ("blinker.signal('a').send(name)", "await blinker.signal('a').send_async(name)"),
    "the call spans several lines": (
        """
        (
            stored  # kept
            .send(name)
        )
        """,
        """
        (
            await stored  # kept
            .send_async(name)
        )
        """,
    ),
}
CHANGES = {
    "the signal is the framework's": (
        """
        from flask import message_flashed as told

        async def view():
            told.send('a')
        """,
        """
        from flask import message_flashed as told

        async def view():
            await told.send_async('a')
        """,
    ),
    "a view calls the function that contains it": (
        """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            tell()

        def tell():
            stored.send('a')
        """,
        """
        import blinker

        stored = blinker.signal('stored')

        async def view(name):
            await tell()

        async def tell():
            await stored.send_async('a')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_send_stays(check_unchanged, text):
    check_unchanged(text, "FQ302", "FQ004", "FQ005")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_signal_is_sent_with_send_async(check_rewritten, before, after):
    check_rewritten(before, after, "FQ302", "FQ004", "FQ005", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_signal_is_sent_with_send_async_wherever_it_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ302", "FQ004", "FQ005")
