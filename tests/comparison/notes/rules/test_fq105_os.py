"""What `os` does on the disk for a coroutine function, and for others."""

import pytest

VIEW = """\
import os

import aiofiles.os

SEP = os.sep


async def view(name):
"""
NO_OPS = {
    "a plain function calls it": """
        import os

        def look():
            return os.listdir('a')
    """,
    "the module is imported": """
        import os

        os.makedirs('a', exist_ok=True)
    """,
    "a parameter has the name": """
        import os

        async def view(os):
            return os.listdir('a')
    """,
    "the name is imported from elsewhere": """
        from ftp import listdir, os

        async def view():
            return listdir('a'), os.stat('a')
    """,
    "another object has a method of the name": """
        import os

        import aiofiles.os

        SEP = os.sep

        async def view(name):
            return name.os.listdir('a'), name.remove('a')
    """,
    "another function does not use the disk": """
        import os

        import aiofiles.os

        SEP = os.sep

        async def view(name):
            return os.path.join('a', name), os.getenv('A'), os.path.basename(name)
    """,
    "the function is passed, not called": """
        import os

        import aiofiles.os

        SEP = os.sep

        async def view(name):
            return name(os.listdir)
    """,
    "aiofiles is called already": """
        import os

        import aiofiles.os

        SEP = os.sep

        async def view(name):
            return await aiofiles.os.listdir('a')
    """,
    "the name is in a text and a comment": """
        import os

        import aiofiles.os

        SEP = os.sep

        async def view(name):
            return 'os.remove(name)'  # os.remove(name)
    """,
}
FORMS = {
    "it is a statement": ("os.remove(name)  # kept", "await aiofiles.os.remove(name)  # kept"),
    "a function of `os.path` is called": (
        "return os.stat(name).st_size",
        "return (await aiofiles.os.stat(name)).st_size",
    ),
    "one of two calls uses the disk": ("return os.listdir(name)[0]", "return (await aiofiles.os.listdir(name))[0]"),
    "a loop contains it": ("for one in os.listdir(name): ...", "for one in await aiofiles.os.listdir(name): ..."),
    "it is an argument": (
        "print(os.path.join(SEP, os.getcwd()))",
        "print(os.path.join(SEP, await aiofiles.os.getcwd()))",
    ),
    "an f-string contains it": ("return f'{os.stat(name)!r}'", "return f'{await aiofiles.os.stat(name)!r}'"),
    "the call spans several lines": (
        """
        os.rename(
            name,  # kept
            'b',
        )
        """,
        """
        await aiofiles.os.rename(
            name,  # kept
            'b',
        )
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import os
        import sys

        import quart

        async def view():
            os.mkdir('a')
        """,
        """
        import sys

        import aiofiles.os
        import quart

        async def view():
            await aiofiles.os.mkdir('a')
        """,
    ),
    "the module is used for other names too": (
        """
        import os

        import quart

        async def view():
            os.mkdir(os.sep)
        """,
        """
        import os

        import aiofiles.os
        import quart

        async def view():
            await aiofiles.os.mkdir(os.sep)
        """,
    ),
    "the module is imported under another name": (
        """
        import os as o

        import quart

        async def view():
            o.mkdir(o.sep)
        """,
        """
        import os as o

        import aiofiles.os
        import quart

        async def view():
            await aiofiles.os.mkdir(o.sep)
        """,
    ),
    "a function is imported": (
        """
        from os import mkdir as made

        async def view():
            made('a')
        """,
        """
        from aiofiles.os import mkdir as made

        async def view():
            await made('a')
        """,
    ),
    "a view calls the function that calls it": (
        """
        import os

        import aiofiles.os

        def tidy():
            os.remove(os.sep)

        async def view():
            tidy()
        """,
        """
        import os

        import aiofiles.os

        async def tidy():
            await aiofiles.os.remove(os.sep)

        async def view():
            await tidy()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ105", "FQ004", "FQ005")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited_from_aiofiles(check_rewritten, before, after):
    check_rewritten(before, after, "FQ105", "FQ004", "FQ005", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_import_follows(check_rewritten, before, after):
    check_rewritten(before, after, "FQ105", "FQ004", "FQ005")
