"""Imports are adapted to replaced names."""

import pytest

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
def test_import_is_replaced_if_all_its_uses_are(before, after):
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
def test_import_with_other_uses_stays(before, after):
    assert moved(before) == after


def test_name_that_is_replaced_in_one_place_is_imported_beside_the_old_one():
    text = dedented("""
        from collections.abc import Iterator
        def f() -> Iterator: ...
        def g() -> Iterator: ...
    """)
    imports = "from collections.abc import AsyncIterator, Iterator\n"
    assert moved(text, skipped=1) == f"{imports}def f() -> Iterator: ...\ndef g() -> AsyncIterator: ...\n"


def test_module_with_another_use_is_still_imported():
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


def test_shadowed_name_is_not_replaced():
    text = dedented("""
        from time import sleep
        def f(sleep):
            sleep(1)
        def g():
            sleep(2)
    """)
    assert moved(text) == text.replace("from time", "from asyncio")


def test_unused_import_stays():
    text = "import time\nfrom os import mkdir\n"
    assert moved(text) == text
