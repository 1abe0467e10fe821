"""Imports in odd forms: how they are rewritten, and the origins of the names that they bind."""

import ast

import libcst as cst
import pytest

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

from .outcomes import rewritten
from .sources import dedented


def origins(*texts, names=("here",)):
    project = Project.of(Module.parse(n, t.encode(), is_package=n == "shop") for n, t in zip(names, texts, strict=True))
    last = project.modules[names[-1]]
    return set(project.origins(last, last.nodes(cst.Expr)[-1].value))


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
            id="alias",
        ),
        pytest.param(
            dedented("""
                def g():
                    import aiofiles
                async def f():
                    with open('a') as b:
                        pass
            """),
            id="in a function",
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


def test_package_that_imports_a_module_which_is_not_read():
    assert origins("from . import views\nviews.a\n", names=("shop",)) == {"shop.views.a"}


def test_modules_that_import_a_name_from_each_other():
    texts = ("", "from .two import a\n", "from .one import a\na\n")
    assert origins(*texts, names=("shop", "shop.one", "shop.two")) <= {"shop.one.a", "shop.two.a"}


def test_name_of_a_package_that_is_also_a_module():
    texts = (
        "from .app import app\n",
        "from flask import Flask\napp = Flask(__name__)\n",
        "from shop import app\napp.get\n",
    )
    assert origins(*texts, names=("shop", "shop.app", "views")) == {"flask.Flask().get"}


def test_table_that_was_imported():
    texts = (
        "",
        "from flask import g\nTABLE = ((1, g), (2, g))\n",
        dedented("""
            from .one import TABLE
            for n, a in TABLE:
                a
        """),
    )
    assert origins(*texts, names=("shop", "shop.one", "shop.two")) == {"flask.g"}


def test_unpacked_by_with():
    assert origins("with open('a') as (one, other):\n    one\n") == set()


def test_argument_of_a_class_method():
    text = dedented("""
        b = A.f(open)
        class A:
            @classmethod
            def f(cls, a):
                a
    """)
    assert origins(text) == {"builtins.open"}


def test_keyword_only_parameter_is_not_filled_by_place():
    assert (
        origins(
            dedented("""
        f(1, open)
        def f(*a, b, c=2):
            c
    """)
        )
        == set()
    )


def test_origins_in_a_cycle_do_not_depend_on_the_order_of_lookups():
    module = Module.parse("here", b"a = b or open\nb = a\na\nb\n")
    project = Project.of([module])
    first, second = (statement.value for statement in module.nodes(cst.Expr))
    assert project.origins(module, first) == {"builtins.open"}
    assert project.origins(module, second) == {"builtins.open"}
