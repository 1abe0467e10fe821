"""Imports are adapted to replaced names."""

import pytest

from comparison.migrate.change import ReplacedName
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.migrate.text_edits import apply_edits

from .moving import moved


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
            "from time import (\n    sleep,\n)\nsleep(1)\n",
            "from asyncio import (\n    sleep,\n)\nsleep(1)\n",
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
            "def f():\n    from time import sleep\n    sleep(1)\n",
            "def f():\n    from asyncio import sleep\n    sleep(1)\n",
            id="from, in a function",
        ),
        pytest.param(
            "import abc\nimport time\ntime.sleep(1)\ntime.sleep(2)\n",
            "import abc\nimport asyncio\nasyncio.sleep(1)\nasyncio.sleep(2)\n",
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
            "import asyncio\nimport time\nasyncio.sleep(time.time())\n",
            id="import",
        ),
        pytest.param(
            "import time as t\nt.sleep(t.time())\n",
            "import asyncio\nimport time as t\nasyncio.sleep(t.time())\n",
            id="import as",
        ),
        pytest.param(
            "import os.path\nos.mkdir(os.path.join('a'))\n",
            "import os.path\n\nimport aiofiles.os\naiofiles.os.mkdir(os.path.join('a'))\n",
            id="import of a submodule",
        ),
        pytest.param(
            "import re, time\ntime.sleep(time.time())\n",
            "import asyncio\nimport re, time\nasyncio.sleep(time.time())\n",
            id="one of two on a line",
        ),
        pytest.param(
            "from time import sleep, time\nsleep(time())\n",
            "from asyncio import sleep\nfrom time import time\nsleep(time())\n",
            id="first of two names",
        ),
        pytest.param(
            "from time import ctime, sleep\nsleep(ctime())\n",
            "from asyncio import sleep\nfrom time import ctime\nsleep(ctime())\n",
            id="second of two names",
        ),
        pytest.param(
            "from time import ctime, sleep, time\nsleep(ctime(time()))\n",
            "from asyncio import sleep\nfrom time import ctime, time\nsleep(ctime(time()))\n",
            id="second of three names",
        ),
        pytest.param(
            "from time import sleep, time as now\nsleep(now())\n",
            "from asyncio import sleep\nfrom time import time as now\nsleep(now())\n",
            id="beside a name under another",
        ),
        pytest.param(
            "from time import (\n    ctime,\n    sleep,\n    time,\n)\nsleep(ctime(time()))\n",
            "from asyncio import sleep\nfrom time import (\n    ctime,\n    time,\n)\nsleep(ctime(time()))\n",
            id="on several lines",
        ),
    ],
)
def test_import_that_others_use_stays(before, after):
    assert moved(before) == after


def test_name_that_moves_in_one_place_only_is_imported_beside_the_old_one():
    text = "from collections.abc import Iterator\ndef f() -> Iterator: ...\ndef g() -> Iterator: ...\n"
    imports = "from collections.abc import AsyncIterator, Iterator\n"
    assert moved(text, skipped=1) == f"{imports}def f() -> Iterator: ...\ndef g() -> AsyncIterator: ...\n"


def test_module_that_is_left_in_one_place_only_is_imported_still():
    text = "import time\ntime.sleep(1)\ntime.sleep(2)\n"
    assert moved(text, skipped=1) == "import asyncio\nimport time\ntime.sleep(1)\nasyncio.sleep(2)\n"


def test_module_that_is_imported_already_is_not_imported_again():
    text = "import asyncio\nimport time\n\nasyncio.run(time.sleep(time.time()))\n"
    assert moved(text) == "import asyncio\nimport time\n\nasyncio.run(asyncio.sleep(time.time()))\n"


def test_package_comes_with_its_submodule():
    text = "import os\n\nimport aardvark\n\nos.mkdir(open(os.sep))\n"
    after = "import os\n\nimport aardvark\nimport aiofiles.os\n\naiofiles.os.mkdir(aiofiles.open(os.sep))\n"
    assert moved(text) == after


def test_name_that_is_shadowed_does_not_move():
    text = "from time import sleep\ndef f(sleep):\n    sleep(1)\ndef g():\n    sleep(2)\n"
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
