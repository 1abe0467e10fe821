"""Files that a coroutine function opens, and others."""

import pytest

VIEW = """\
import aiofiles


async def view(name):
"""
NO_OPS = {
    "a plain function opens it": """
        def load(path):
            with open(path) as file:
                return file.read()
    """,
    "module-level code opens it": """
        with open('a') as file:
            text = file.read()
    """,
    "a function for a thread opens it": """
        import asyncio

        def load():
            with open('a') as file:
                return file.read()

        async def view():
            return await asyncio.to_thread(load)
    """,
    "a parameter has the name": """
        async def view(open):
            with open('a') as file:
                file.read()
    """,
    "the name is imported from elsewhere": """
        from gzip import open

        async def view():
            with open('a') as file:
                file.read()
    """,
    "another object has a method of the name": """
        import aiofiles

        async def view(name):
            with name.open('a') as file:
                return file.read()
    """,
    "another file is read": """
        import aiofiles

        async def view(name):
            return name.read()
    """,
    "its attributes are not coroutine functions": """
        import aiofiles

        async def view(name):
            async with aiofiles.open('a') as file:
                return file.fileno(), file.name
    """,
    "aiofiles opens it already": """
        import aiofiles

        async def view(name):
            async with aiofiles.open('a') as file:
                return await file.read()
    """,
    "the name is in a text and a comment": """
        import aiofiles

        async def view(name):
            return 'with open(name)'  # with open(name) as file:
    """,
}
FORMS = {
    "the file is read": (
        """
        with open(name) as file:  # kept
            return file.read().strip()
        """,
        """
        async with aiofiles.open(name) as file:  # kept
            return (await file.read()).strip()
        """,
    ),
    "the file is written": (
        """
        with open(
            name,  # kept
            'w',
        ) as file:
            file.write('a')
            file.flush()
        """,
        """
        async with aiofiles.open(
            name,  # kept
            'w',
        ) as file:
            await file.write('a')
            await file.flush()
        """,
    ),
    "two files are opened": (
        """
        with open('a') as a, open('b', 'w') as b:
            b.write(a.read())
        """,
        """
        async with aiofiles.open('a') as a, aiofiles.open('b', 'w') as b:
            await b.write(await a.read())
        """,
    ),
    "the file has no name": ("with open(name, 'x'): ...", "async with aiofiles.open(name, 'x'): ..."),
    "the file is read line by line": (
        """
        with open(name) as file:
            while line := file.readline():
                print(f'{line}')
        """,
        """
        async with aiofiles.open(name) as file:
            while line := await file.readline():
                print(f'{line}')
        """,
    ),
}
CHANGES = {
    "the import is added among its kind": (
        """
        import os

        import quart

        async def view():
            with open('a') as f:
                f.read()
        """,
        """
        import os

        import aiofiles
        import quart

        async def view():
            async with aiofiles.open('a') as f:
                await f.read()
        """,
    ),
    "a view calls the function that contains it": (
        """
        import aiofiles

        def load():
            with open('a') as f:
                return f.read()

        async def view():
            return load()
        """,
        """
        import aiofiles

        async def load():
            async with aiofiles.open('a') as f:
                return await f.read()

        async def view():
            return await load()
        """,
    ),
    "the file is passed to another function": (
        """
        import aiofiles

        async def view(name):
            with open('a') as file:
                head(file)

        def head(file):
            return file.read(9)
        """,
        """
        import aiofiles

        async def view(name):
            async with aiofiles.open('a') as file:
                await head(file)

        async def head(file):
            return await file.read(9)
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_open_stays(check_unchanged, text):
    check_unchanged(text, "FQ104", "FQ004", "FQ005")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_file_is_opened_and_read_by_aiofiles(check_rewritten, before, after):
    check_rewritten(before, after, "FQ104", "FQ004", "FQ005", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_what_a_view_calls_opens_by_aiofiles(check_rewritten, before, after):
    check_rewritten(before, after, "FQ104", "FQ004", "FQ005")
