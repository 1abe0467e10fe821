"""Loops over asynchronous generators, and other loops."""

import pytest

VIEW = """\
from contextlib import aclosing


async def rows():
    yield 'a'


async def view(name):
"""
NO_OPS = {
    "the generator is a plain one": """
        def rows():
            yield

        async def view():
            for one in rows(): ...
    """,
    "a parameter has the name": """
        async def rows():
            yield

        async def view(rows):
            for one in rows(): ...
    """,
    "another object has a method of the name": """
        from contextlib import aclosing

        async def rows():
            yield 'a'

        async def view(name):
            for one in name.rows(): ...
    """,
    "the function is a coroutine function, no generator": """
        async def rows(): ...

        async def view():
            for one in await rows(): ...
    """,
    "it is asynchronous already": """
        from contextlib import aclosing

        async def rows():
            yield 'a'

        async def view(name):
            async for one in rows():
                print([two async for two in rows()])
    """,
    "closing gets a file": """
        from contextlib import closing

        async def view(file):
            with closing(file): ...
    """,
    "aclosing closes it already": """
        from contextlib import aclosing

        async def rows():
            yield 'a'

        async def view(name):
            async with aclosing(rows()) as pieces:
                async for one in pieces: ...
    """,
    "the functions are not called": """
        async def rows():
            yield

        shown = [one for one in (rows, rows)]
    """,
    "the name is in a text and a comment": """
        from contextlib import aclosing

        async def rows():
            yield 'a'

        async def view(name):
            return 'for one in rows()'  # for one in rows(): ...
    """,
}
FORMS = {
    "a loop reads it": (
        """
        for one in rows():  # kept
            print(one)
        """,
        """
        async for one in rows():  # kept
            print(one)
        """,
    ),
    "the loop has an else": (
        """
        for one in rows(): ...
        else: ...
        """,
        """
        async for one in rows(): ...
        else: ...
        """,
    ),
    "the generator has a name": (
        """
        pieces = rows()
        for one in pieces: ...
        """,
        """
        pieces = rows()
        async for one in pieces: ...
        """,
    ),
    "the loop's head spans several lines": (
        """
        for one in (
            rows()  # kept
        ):
            ...
        """,
        """
        async for one in (
            rows()  # kept
        ):
            ...
        """,
    ),
}
CHANGES = {
    "`closing` is imported": (
        """
        from contextlib import closing

        async def rows():
            yield

        async def view():
            with closing(rows()) as a:
                for b in a: ...
        """,
        """
        from contextlib import aclosing

        async def rows():
            yield

        async def view():
            async with aclosing(rows()) as a:
                async for b in a: ...
        """,
    ),
    "the old name is used elsewhere too": (
        """
        from contextlib import closing

        async def rows():
            yield

        async def view(file):
            with closing(rows()):
                with closing(file): ...
        """,
        """
        from contextlib import aclosing, closing

        async def rows():
            yield

        async def view(file):
            async with aclosing(rows()):
                with closing(file): ...
        """,
    ),
    "the loop reads a streamed template": (
        """
        from flask import stream_template

        async def view():
            for one in await stream_template('a'): ...
        """,
        """
        from flask import stream_template

        async def view():
            async for one in await stream_template('a'): ...
        """,
    ),
    "a call passes it to another function": (
        """
        async def rows():
            yield

        async def read(pieces):
            for one in pieces: ...

        async def view():
            await read(rows())
        """,
        """
        async def rows():
            yield

        async def read(pieces):
            async for one in pieces: ...

        async def view():
            await read(rows())
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_loop_stays(check_unchanged, text):
    check_unchanged(text, "FQ602")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_loop_becomes_asynchronous(check_rewritten, before, after):
    check_rewritten(before, after, "FQ602", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_closing_becomes_aclosing(check_rewritten, before, after):
    check_rewritten(before, after, "FQ602")
