"""Imports are adapted to replaced names."""

import pytest

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

from .moving import moved
from .sources import dedented


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import time\ntime.sleep(1)\n", "import asyncio\nasyncio.sleep(1)\n", id="import"),
        pytest.param("import time as t\nt.sleep(1)\n", "import asyncio\nasyncio.sleep(1)\n", id="import as"),
        pytest.param("from time import sleep\nsleep(1)\n", "from asyncio import sleep\nsleep(1)\n", id="from"),
        pytest.param(
            "from time import sleep  # why\nsleep(1)\n", "from asyncio import sleep  # why\nsleep(1)\n", id="comment"
        ),
        pytest.param(
            dedented("""
                from time import (
                    sleep,
                )
                sleep(1)
            """),
            dedented("""
                from asyncio import (
                    sleep,
                )
                sleep(1)
            """),
            id="from, on several lines",
        ),
        pytest.param(
            "from time import sleep as nap\nnap(1)\n", "from asyncio import sleep as nap\nnap(1)\n", id="from, as"
        ),
        pytest.param(
            "from collections.abc import Iterator\nIterator[str]\n",
            "from collections.abc import AsyncIterator\nAsyncIterator[str]\n",
            id="from the same module",
        ),
        pytest.param(
            "from collections.abc import Callable, Iterator, Sized\nIterator[str]\n",
            "from collections.abc import Callable, AsyncIterator, Sized\nAsyncIterator[str]\n",
            id="among others from the same module",
        ),
        pytest.param(
            dedented("""
                def f():
                    from time import sleep
                    sleep(1)
            """),
            dedented("""
                def f():
                    from asyncio import sleep
                    sleep(1)
            """),
            id="from, in a function",
        ),
        pytest.param(
            dedented("""
                import abc
                import time
                time.sleep(1)
                time.sleep(2)
            """),
            dedented("""
                import abc
                import asyncio
                asyncio.sleep(1)
                asyncio.sleep(2)
            """),
            id="used twice",
        ),
    ],
)
def test_import_that_all_uses_leave_is_replaced(before, after):
    assert moved(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "import time\ntime.sleep(time.time())\n",
            dedented("""
                import asyncio
                import time
                asyncio.sleep(time.time())
            """),
            id="import",
        ),
        pytest.param(
            "import time as t\nt.sleep(t.time())\n",
            dedented("""
                import asyncio
                import time as t
                asyncio.sleep(t.time())
            """),
            id="import as",
        ),
        pytest.param(
            "import os.path\nos.mkdir(os.path.join('a'))\n",
            dedented("""
                import os.path

                import aiofiles.os
                aiofiles.os.mkdir(os.path.join('a'))
            """),
            id="import of a submodule",
        ),
        pytest.param(
            "import re, time\ntime.sleep(time.time())\n",
            dedented("""
                import asyncio
                import re, time
                asyncio.sleep(time.time())
            """),
            id="one of two on a line",
        ),
        pytest.param(
            "from time import sleep, time\nsleep(time())\n",
            dedented("""
                from asyncio import sleep
                from time import time
                sleep(time())
            """),
            id="first of two names",
        ),
        pytest.param(
            "from time import ctime, sleep\nsleep(ctime())\n",
            dedented("""
                from asyncio import sleep
                from time import ctime
                sleep(ctime())
            """),
            id="second of two names",
        ),
        pytest.param(
            "from time import ctime, sleep, time\nsleep(ctime(time()))\n",
            dedented("""
                from asyncio import sleep
                from time import ctime, time
                sleep(ctime(time()))
            """),
            id="second of three names",
        ),
        pytest.param(
            "from time import sleep, time as now\nsleep(now())\n",
            dedented("""
                from asyncio import sleep
                from time import time as now
                sleep(now())
            """),
            id="beside a name under another",
        ),
        pytest.param(
            dedented("""
                from time import (
                    ctime,
                    sleep,
                    time,
                )
                sleep(ctime(time()))
            """),
            dedented("""
                from asyncio import sleep
                from time import (
                    ctime,
                    time,
                )
                sleep(ctime(time()))
            """),
            id="on several lines",
        ),
    ],
)
def test_import_that_others_use_stays(before, after):
    assert moved(before) == after


def test_name_that_moves_in_one_place_only_is_imported_beside_the_old_one():
    text = dedented("""
        from collections.abc import Iterator
        def f() -> Iterator: ...
        def g() -> Iterator: ...
    """)
    imports = "from collections.abc import AsyncIterator, Iterator\n"
    assert moved(text, skipped=1) == f"{imports}def f() -> Iterator: ...\ndef g() -> AsyncIterator: ...\n"


def test_module_that_is_left_in_one_place_only_is_imported_still():
    text = dedented("""
        import time
        time.sleep(1)
        time.sleep(2)
    """)
    assert moved(text, skipped=1) == dedented("""
        import asyncio
        import time
        time.sleep(1)
        asyncio.sleep(2)
    """)


def test_module_that_is_imported_already_is_not_imported_again():
    text = dedented("""
        import asyncio
        import time

        asyncio.run(time.sleep(time.time()))
    """)
    assert moved(text) == dedented("""
        import asyncio
        import time

        asyncio.run(asyncio.sleep(time.time()))
    """)


def test_package_comes_with_its_submodule():
    text = dedented("""
        import os

        import aardvark

        os.mkdir(open(os.sep))
    """)
    after = dedented("""
        import os

        import aardvark
        import aiofiles.os

        aiofiles.os.mkdir(aiofiles.open(os.sep))
    """)
    assert moved(text) == after


def test_name_that_is_shadowed_does_not_move():
    text = dedented("""
        from time import sleep
        def f(sleep):
            sleep(1)
        def g():
            sleep(2)
    """)
    assert moved(text) == text.replace("from time", "from asyncio")


def test_nothing_moves_where_nothing_is_named():
    text = "import time\nfrom os import mkdir\n"
    assert moved(text) == text


def test_new_import_says_which_rule_wanted_it():
    module = Module.parse("shop", b"open('a')\nopen('b')\n")
    source = Source(module, Project.of([module]), set())
    first, second = source.uses("builtins.open")
    edits = import_edits(module, [(ReplacedName(first, "a.b"), "R1"), (ReplacedName(second, "a.c"), "R2")])
    result = apply_edits(module.source, edits)
    assert result.text == b"import a\n\n\na.b('a')\na.c('b')\n"
    assert result.rules_after == {1: {"R1"}, 2: {"R1"}, 3: {"R1"}, 4: {"R1"}, 5: {"R2"}}
