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


def origins(*texts, names=("here",)):
    project = Project.of(Module.parse(n, t.encode(), is_package=n == "shop") for n, t in zip(names, texts, strict=True))
    last = project.modules[names[-1]]
    return set(project.origins(last, last.nodes(cst.Expr)[-1].value))


def test_other_modules_on_the_line_stay():
    text = "import os, time\nasync def f():\n    time.sleep(os.getpid())\n"
    assert "import os\n" in rewritten(text)


def test_rest_of_the_line_stays():
    text = "async def f():\n    import time; time.sleep(1)\n"
    assert "".join(rewritten(text).split("\n\n\n")) == "import asyncioasync def f():\n    await asyncio.sleep(1)\n"


def test_block_is_not_left_empty():
    text = "try:\n    import time\nexcept ImportError:\n    pass\nasync def f():\n    time.sleep(1)\n"
    ast.parse(rewritten(text))


def test_import_at_the_end_of_a_file_without_line_end():
    text = "async def f():\n    time.sleep(1)\nimport time"
    ast.parse(rewritten(text))


def test_names_before_keep_their_alias():
    text = "from os import getpid as pid, mkdir\nasync def f():\n    mkdir(pid())\n"
    after = "from os import getpid as pid\n\nfrom aiofiles.os import mkdir\nasync def f():\n    await mkdir(pid())\n"
    assert rewritten(text) == after


def test_comments_between_names_stay():
    text = "from os import (\n    getpid,  # who\n    mkdir,\n)\nasync def f():\n    mkdir(getpid())\n"
    assert "getpid,  # who\n" in rewritten(text)


def test_all_names_of_an_import_move():
    text = "from os import listdir, mkdir\nasync def f():\n    mkdir(listdir('a'))\n"
    assert "from os import" not in rewritten(text)


def test_name_that_keeps_its_name_and_moves_in_one_place_only():
    text = "from time import sleep\ndef thread():\n    sleep(1)\nasync def f():\n    sleep(1)\n"
    assert rewritten(text) == (
        "import asyncio\nfrom time import sleep\ndef thread():\n    sleep(1)\nasync def f():\n    await asyncio.sleep(1)\n"
    )


def test_alias_that_moves_in_one_place_only():
    text = "from time import sleep as nap\ndef thread():\n    nap(1)\nasync def f():\n    nap(1)\n"
    assert "await nap(1)" not in rewritten(text)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("import os\nasync def f():\n    os.path.exists('a')\n", "aiofiles.os"),
        ("import os.path\nasync def f():\n    os.path.exists('a')\n", "aiofiles.os"),
        ("from os import path\nasync def f():\n    path.exists('a')\n", "aiofiles.os"),
        ("from os.path import exists\nasync def f():\n    exists('a')\n", "aiofiles.os"),
    ],
)
def test_there_is_no_module_aiofiles_os_path(text, after):
    """`import aiofiles.os.path` fails: `aiofiles.os` is a module with an attribute `path`."""
    imports = [line for line in rewritten(text).splitlines() if "import" in line]
    exec("\n".join(imports), {})
    assert any(after in line for line in imports)


def test_two_attributes_of_an_import():
    text = "from os import path\nasync def f():\n    return path.exists('a') and path.isdir('b')\n"
    after = rewritten(text)
    assert "exists('a')" in after
    assert "isdir('b')" in after


def test_attribute_of_an_alias():
    text = "from os import path as p\nasync def f():\n    p.exists('a')\n"
    after = rewritten(text)
    assert "import exists as p" not in after


def test_new_import_does_not_come_between_a_decorator_and_its_function():
    text = "@thing\nasync def f():\n    open('a')\n"
    module = Module.parse("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("builtins.open")
    after = apply_edits(module.source, import_edits(module, [(ReplacedName(use, "aiofiles.open"), "R1")])).text.decode()
    assert after.startswith("import aiofiles\n")
    assert "@thing\nasync def f" in after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import aiofiles as a\nasync def f():\n    with open('a') as b:\n        pass\n", id="alias"),
        pytest.param(
            "def g():\n    import aiofiles\nasync def f():\n    with open('a') as b:\n        pass\n",
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
        "from asyncio import sleep\nasync def f():\n    await sleep(1)\n",
        "import asyncio\nasync def f():\n    await asyncio.sleep(1)\n",
    )


def test_new_import_has_the_line_ends_of_the_file():
    text = "import time\r\n\r\n\r\nasync def f():\r\n    time.sleep(1)\r\n"
    assert rewritten(text) == "import asyncio\r\n\r\n\r\nasync def f():\r\n    await asyncio.sleep(1)\r\n"


def test_comment_stays_with_its_import():
    text = "import abc\n# for the zoo\nimport zlib\nimport time\n\ntime.sleep(abc, zlib)\n"
    module = Module.parse("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("time.sleep")
    after = apply_edits(module.source, import_edits(module, [(ReplacedName(use, "asyncio.sleep"), "R1")])).text.decode()
    assert after == "import abc\nimport asyncio\n# for the zoo\nimport zlib\n\nasyncio.sleep(abc, zlib)\n"


def test_no_empty_line_at_the_start():
    text = "import os\n\n\nasync def f():\n    os.mkdir('a')\n"
    assert rewritten(text) == "import aiofiles.os\n\n\nasync def f():\n    await aiofiles.os.mkdir('a')\n"


def test_kinds_of_imports_keep_their_order():
    text = "import click\n\nfrom . import a\n\n\nasync def f():\n    import time\n    time.sleep(a, click)\n"
    after = "import asyncio\n\nimport click\n\nfrom . import a\n\n\nasync def f():\n    await asyncio.sleep(a, click)\n"
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
        "from .one import TABLE\nfor n, a in TABLE:\n    a\n",
    )
    assert origins(*texts, names=("shop", "shop.one", "shop.two")) == {"flask.g"}


def test_unpacked_by_with():
    assert origins("with open('a') as (one, other):\n    one\n") == set()


def test_argument_of_a_class_method():
    text = "b = A.f(open)\nclass A:\n    @classmethod\n    def f(cls, a):\n        a\n"
    assert origins(text) == {"builtins.open"}


def test_keyword_only_parameter_is_not_filled_by_place():
    assert origins("f(1, open)\ndef f(*a, b, c=2):\n    c\n") == set()


def test_origins_in_a_cycle_do_not_depend_on_the_order_of_lookups():
    module = Module.parse("here", b"a = b or open\nb = a\na\nb\n")
    project = Project.of([module])
    first, second = (statement.value for statement in module.nodes(cst.Expr))
    assert project.origins(module, first) == {"builtins.open"}
    assert project.origins(module, second) == {"builtins.open"}
