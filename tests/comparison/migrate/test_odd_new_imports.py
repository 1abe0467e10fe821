"""New import statements in files with odd imports."""

import pytest

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

from .outcomes import rewritten
from .sources import dedented


def test_new_import_does_not_come_between_a_decorator_and_its_function():
    text = dedented("""
        @thing
        async def f():
            open('a')
    """)
    module = Module.parse("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("builtins.open")
    after = apply_edits(module.source, import_edits(module, [(ReplacedName(use, "aiofiles.open"), "R1")])).text.decode()
    assert after.startswith("import aiofiles\n")
    assert "@thing\nasync def f" in after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            dedented("""
            import aiofiles as a
            async def f():
                with open('a') as b:
                    pass
        """),
            id="the module is imported under another name",
        ),
        pytest.param(
            dedented("""
                def g():
                    import aiofiles
                async def f():
                    with open('a') as b:
                        pass
            """),
            id="a function imports the module",
        ),
    ],
)
def test_module_that_is_imported_elsewhere_or_otherwise_is_imported(text):
    after = rewritten(text)
    assert "import aiofiles" in [line for line in after.splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize("line", ["from .clocks import sleep", "from . import sleep", "from shop.clocks import sleep"])
def test_name_that_another_module_imported(line):
    texts = ("from .clocks import sleep\n", "from time import sleep\n", f"{line}\nasync def f():\n    sleep(1)\n")
    after = rewritten(*texts, names=("shop", "shop.clocks", "shop.views"))
    assert after in (
        dedented("""
            from asyncio import sleep
            async def f():
                await sleep(1)
        """),
        dedented("""
            import asyncio
            async def f():
                await asyncio.sleep(1)
        """),
    )


def test_new_import_has_the_line_ends_of_the_file():
    text = "import time\r\n\r\n\r\nasync def f():\r\n    time.sleep(1)\r\n"
    assert rewritten(text) == "import asyncio\r\n\r\n\r\nasync def f():\r\n    await asyncio.sleep(1)\r\n"


def test_comment_stays_with_its_import():
    text = dedented("""
        import abc
        # for the zoo
        import zlib
        import time

        time.sleep(abc, zlib)
    """)
    module = Module.parse("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("time.sleep")
    after = apply_edits(module.source, import_edits(module, [(ReplacedName(use, "asyncio.sleep"), "R1")])).text.decode()
    assert after == dedented("""
        import abc
        import asyncio
        # for the zoo
        import zlib

        asyncio.sleep(abc, zlib)
    """)


def test_no_empty_line_at_the_start():
    text = dedented("""
        import os


        async def f():
            os.mkdir('a')
    """)
    assert rewritten(text) == dedented("""
        import aiofiles.os


        async def f():
            await aiofiles.os.mkdir('a')
    """)


def test_kinds_of_imports_keep_their_order():
    text = dedented("""
        import click

        from . import a


        async def f():
            import time
            time.sleep(a, click)
    """)
    after = dedented("""
        import asyncio

        import click

        from . import a


        async def f():
            await asyncio.sleep(a, click)
    """)
    assert rewritten(text) == after
