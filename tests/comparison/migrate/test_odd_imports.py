"""Imports in odd forms: how they are rewritten, and the origins of the names that they bind."""

import ast

import pytest

from .outcomes import rewritten
from .sources import dedented


def test_other_modules_on_the_line_stay():
    text = dedented("""
        import os, time
        async def f():
            time.sleep(os.getpid())
    """)
    assert "import os\n" in rewritten(text)


def test_rest_of_the_line_stays():
    text = "async def f():\n    import time; time.sleep(1)\n"
    assert (
        "".join(
            rewritten(text).split(
                dedented("""



    """)
            )
        )
        == "import asyncioasync def f():\n    await asyncio.sleep(1)\n"
    )


def test_block_is_not_left_empty():
    text = dedented("""
        try:
            import time
        except ImportError:
            pass
        async def f():
            time.sleep(1)
    """)
    ast.parse(rewritten(text))


def test_import_at_the_end_of_a_file_without_line_end():
    text = "async def f():\n    time.sleep(1)\nimport time"
    ast.parse(rewritten(text))


def test_names_before_keep_their_alias():
    text = dedented("""
        from os import getpid as pid, mkdir
        async def f():
            mkdir(pid())
    """)
    after = dedented("""
        from os import getpid as pid

        from aiofiles.os import mkdir
        async def f():
            await mkdir(pid())
    """)
    assert rewritten(text) == after


def test_comments_between_names_stay():
    text = dedented("""
        from os import (
            getpid,  # who
            mkdir,
        )
        async def f():
            mkdir(getpid())
    """)
    assert "getpid,  # who\n" in rewritten(text)


def test_all_names_of_an_import_move():
    text = dedented("""
        from os import listdir, mkdir
        async def f():
            mkdir(listdir('a'))
    """)
    assert "from os import" not in rewritten(text)


def test_name_that_keeps_its_name_and_moves_in_one_place_only():
    text = dedented("""
        from time import sleep
        def thread():
            sleep(1)
        async def f():
            sleep(1)
    """)
    assert rewritten(text) == (
        dedented("""
            import asyncio
            from time import sleep
            def thread():
                sleep(1)
            async def f():
                await asyncio.sleep(1)
        """)
    )


def test_alias_that_moves_in_one_place_only():
    text = dedented("""
        from time import sleep as nap
        def thread():
            nap(1)
        async def f():
            nap(1)
    """)
    assert "await nap(1)" not in rewritten(text)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            dedented("""
            import os
            async def f():
                os.path.exists('a')
        """),
            "aiofiles.os",
        ),
        (
            dedented("""
            import os.path
            async def f():
                os.path.exists('a')
        """),
            "aiofiles.os",
        ),
        (
            dedented("""
            from os import path
            async def f():
                path.exists('a')
        """),
            "aiofiles.os",
        ),
        (
            dedented("""
            from os.path import exists
            async def f():
                exists('a')
        """),
            "aiofiles.os",
        ),
    ],
)
def test_there_is_no_module_aiofiles_os_path(text, after):
    """`import aiofiles.os.path` fails: `aiofiles.os` is a module with an attribute `path`."""
    imports = [line for line in rewritten(text).splitlines() if "import" in line]
    exec("\n".join(imports), {})
    assert any(after in line for line in imports)


def test_two_attributes_of_an_import():
    text = dedented("""
        from os import path
        async def f():
            return path.exists('a') and path.isdir('b')
    """)
    after = rewritten(text)
    assert "exists('a')" in after
    assert "isdir('b')" in after


def test_attribute_of_an_alias():
    text = dedented("""
        from os import path as p
        async def f():
            p.exists('a')
    """)
    after = rewritten(text)
    assert "import exists as p" not in after
