"""Comprehensions, byte order marks and line ends keep their form."""

import pytest

FORMATTING = {
    "a comprehension reads an asynchronous generator": (
        ("FQ602",),
        """
        async def rows():
            yield 1

        async def view():
            return [one for one in rows()]
        """,
        """
        async def rows():
            yield 1

        async def view():
            return [one async for one in rows()]
        """,
    ),
    "the inner loop of a comprehension reads it": (
        ("FQ602",),
        """
        async def rows():
            yield 1

        async def view():
            return {a: b for a in 'ab' for b in rows()}
        """,
        """
        async def rows():
            yield 1

        async def view():
            return {a: b for a in 'ab' async for b in rows()}
        """,
    ),
    "the file begins with a byte order mark": (
        ("FQ001", "FQ501"),
        """
        \ufefffrom flask import flash

        async def view():
            flash('a')
        """,
        """
        \ufefffrom quart import flash

        async def view():
            await flash('a')
        """,
    ),
    "an added import has the line ends of the file": (
        ("FQ010",),
        "import time\r\n\r\n\r\nasync def view():\r\n    time.sleep(1)\r\n",
        "import asyncio\r\n\r\n\r\nasync def view():\r\n    await asyncio.sleep(1)\r\n",
    ),
}


@pytest.mark.parametrize(("ids", "before", "after"), FORMATTING.values(), ids=FORMATTING)
def test_formatting_is_kept(check_rewritten, ids, before, after):
    check_rewritten(before, after, *ids)
