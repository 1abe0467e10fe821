"""Imports are adapted to replaced names."""

import pytest

from .moving import moved
from .sources import dedented


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import time\ntime.sleep(1)\n", "import asyncio\nasyncio.sleep(1)\n", id="a module is imported"),
        pytest.param(
            "import time as t\nt.sleep(1)\n",
            "import asyncio\nasyncio.sleep(1)\n",
            id="a module is imported under another name",
        ),
        pytest.param(
            "from time import sleep\nsleep(1)\n", "from asyncio import sleep\nsleep(1)\n", id="a name is imported"
        ),
        pytest.param(
            "from time import sleep  # why\nsleep(1)\n",
            "from asyncio import sleep  # why\nsleep(1)\n",
            id="a comment stays",
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
            id="the import spans several lines",
        ),
        pytest.param(
            "from time import sleep as nap\nnap(1)\n",
            "from asyncio import sleep as nap\nnap(1)\n",
            id="a name is imported under another name",
        ),
        pytest.param(
            "from collections.abc import Iterator\nIterator[str]\n",
            "from collections.abc import AsyncIterator\nAsyncIterator[str]\n",
            id="the new name is in the same module",
        ),
        pytest.param(
            "from collections.abc import Callable, Iterator, Sized\nIterator[str]\n",
            "from collections.abc import Callable, AsyncIterator, Sized\nAsyncIterator[str]\n",
            id="the new name is among others of the same module",
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
            id="a function contains the import",
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
            id="the name is used twice",
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
            id="the module has other uses",
        ),
        pytest.param(
            "import time as t\nt.sleep(t.time())\n",
            dedented("""
                import asyncio
                import time as t
                asyncio.sleep(t.time())
            """),
            id="the module under another name has other uses",
        ),
        pytest.param(
            "import os.path\nos.mkdir(os.path.join('a'))\n",
            dedented("""
                import os.path

                import aiofiles.os
                aiofiles.os.mkdir(os.path.join('a'))
            """),
            id="a submodule is imported",
        ),
        pytest.param(
            "import re, time\ntime.sleep(time.time())\n",
            dedented("""
                import asyncio
                import re, time
                asyncio.sleep(time.time())
            """),
            id="a line imports two modules",
        ),
        pytest.param(
            "from time import sleep, time\nsleep(time())\n",
            dedented("""
                from asyncio import sleep
                from time import time
                sleep(time())
            """),
            id="the first of two names is replaced",
        ),
        pytest.param(
            "from time import ctime, sleep\nsleep(ctime())\n",
            dedented("""
                from asyncio import sleep
                from time import ctime
                sleep(ctime())
            """),
            id="the second of two names is replaced",
        ),
        pytest.param(
            "from time import ctime, sleep, time\nsleep(ctime(time()))\n",
            dedented("""
                from asyncio import sleep
                from time import ctime, time
                sleep(ctime(time()))
            """),
            id="the second of three names is replaced",
        ),
        pytest.param(
            "from time import sleep, time as now\nsleep(now())\n",
            dedented("""
                from asyncio import sleep
                from time import time as now
                sleep(now())
            """),
            id="the other name has another name",
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
            id="the import with other names spans several lines",
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
