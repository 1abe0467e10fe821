"""Imports in odd forms follow the names."""

import pytest

IMPORTS = {
    "the new name is in the same module, contextlib": (
        ("FQ602",),
        """
        import contextlib

        async def rows():
            yield 1

        async def view():
            with contextlib.closing(rows()): ...
        """,
        """
        import contextlib

        async def rows():
            yield 1

        async def view():
            async with contextlib.aclosing(rows()): ...
        """,
    ),
    "the new name is in the same module, collections.abc": (
        ("FQ603",),
        """
        import collections.abc

        async def rows() -> collections.abc.Iterator[str]:
            yield 'a'
        """,
        """
        import collections.abc

        async def rows() -> collections.abc.AsyncIterator[str]:
            yield 'a'
        """,
    ),
    "one statement imports two modules": (
        ("FQ010",),
        """
        import os, time

        async def view():
            time.sleep(1)
            return os.sep
        """,
        """
        import asyncio
        import os

        async def view():
            await asyncio.sleep(1)
            return os.sep
        """,
    ),
    "one line has two import statements": (
        ("FQ010",),
        """
        import time; import os

        async def view():
            time.sleep(1)
            return os.sep
        """,
        """
        import asyncio
        import os

        async def view():
            await asyncio.sleep(1)
            return os.sep
        """,
    ),
    "one of several names has another name": (
        ("FQ010",),
        """
        from time import sleep as rest, time

        async def view():
            rest(time())
        """,
        """
        from asyncio import sleep as rest
        from time import time

        async def view():
            await rest(time())
        """,
    ),
    "the comments of the names that stay are kept": (
        ("FQ010",),
        """
        from time import (
            monotonic,  # one
            sleep,  # two
        )

        async def view():
            sleep(monotonic())
        """,
        """
        from asyncio import sleep
        from time import (
            monotonic,  # one
        )

        async def view():
            await sleep(monotonic())
        """,
    ),
    "aiofiles.os is no package: its attribute path is used": (
        ("FQ105",),
        """
        import os

        from quart import g

        async def view():
            return os.path.exists(os.sep)
        """,
        """
        import os

        import aiofiles.os
        from quart import g

        async def view():
            return await aiofiles.os.path.exists(os.sep)
        """,
    ),
    "a name is imported from os.path": (
        ("FQ105",),
        """
        from os.path import exists

        async def view():
            return exists('a')
        """,
        """
        from aiofiles.ospath import exists

        async def view():
            return await exists('a')
        """,
    ),
    "path is imported from os": (
        ("FQ105",),
        """
        from os import path

        async def view():
            return path.exists('a') or path.isfile('a')
        """,
        """
        from aiofiles.os import path

        async def view():
            return await path.exists('a') or await path.isfile('a')
        """,
    ),
    "only another function imports the new module": (
        ("FQ010",),
        """
        import time

        def other():
            import asyncio

        async def view():
            time.sleep(1)
        """,
        """
        import asyncio

        def other():
            import asyncio

        async def view():
            await asyncio.sleep(1)
        """,
    ),
    "no empty line stays at the start": (
        ("FQ105",),
        """
        import os

        import quart

        async def view():
            os.mkdir('a')
        """,
        """
        import aiofiles.os
        import quart

        async def view():
            await aiofiles.os.mkdir('a')
        """,
    ),
}


@pytest.mark.parametrize(("ids", "before", "after"), IMPORTS.values(), ids=IMPORTS)
def test_import_follows(check_rewritten, ids, before, after):
    check_rewritten(before, after, *ids)
