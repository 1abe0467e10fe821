"""Odd forms that real code has: what the engine makes of them, and what it leaves to do by hand."""

import ast
import os
import subprocess
import sys
from collections import namedtuple

import libcst as cst
import pytest

from comparison.errors import ConfigurationError
from comparison.migrate.change import AsyncBlock, Named
from comparison.migrate.edits import applied, edits_of
from comparison.migrate.engine import Migration
from comparison.migrate.files import migrated
from comparison.migrate.imports import import_edits
from comparison.migrate.module import Module
from comparison.migrate.patch import patch_of
from comparison.migrate.patterns import awaited_calls
from comparison.migrate.project import Project
from comparison.migrate.source import Source
from comparison.notes.catalogue import all_rules

Rule = namedtuple("Rule", "id rewrite")
WAIT = Rule("WAIT", awaited_calls("clock.wait"))
SPREADING = [WAIT, *(all_rules()[id] for id in ("FQ004", "FQ005", "FQ602"))]
EVERY = list(all_rules().values())


def outcome(*texts, rules=EVERY, names=("here", "there", "third")):
    modules = [Module(name, text.encode(), package=name == "shop") for name, text in zip(names, texts, strict=False)]
    migration = Migration(Project.of(modules), tuple(rules))
    result = migration.rewritten(modules[-1])
    return result.result.text.decode(), result.by_hand


def rewritten(*texts, rules=EVERY, names=("here", "there", "third")):
    return outcome(*texts, rules=rules, names=names)[0]


def origins(*texts, names=("here",)):
    project = Project.of(Module(n, t.encode(), package=n == "shop") for n, t in zip(names, texts, strict=True))
    last = project.modules[names[-1]]
    return set(project.origins(last, last.all(cst.Expr)[-1].value))


@pytest.mark.parametrize("seed", ["1", "2", "3", "4", "5", "6"])
def test_order_of_edits_at_one_place_does_not_depend_on_the_hash_seed(seed):
    program = (
        "from comparison.migrate.edits import *\nfrom comparison.migrate.module import Module\n"
        "from comparison.migrate.change import Awaited\nimport libcst as cst\n"
        "m = Module('a', b'f().a()')\n"
        "edits = [e for c in m.all(cst.Call) for e in edits_of(m, Awaited(c), 'R1')]\n"
        "print(applied(m.source, edits).text.decode())\n"
    )
    env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    out = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True).stdout
    assert out == "await (await f()).a()\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a for a in b]", "[a async for a in b]"),
        ("{a: 1\n for a in b if a}", "{a: 1\n async for a in b if a}"),
        ("[a for c in b for a in c]", "[a async for c in b for a in c]"),
    ],
)
def test_comprehension_becomes_asynchronous(text, expected):
    module = Module("shop", text.encode())
    change = AsyncBlock(module.all(cst.CompFor)[0])
    assert applied(module.source, edits_of(module, change, "R1")).text.decode() == expected


def test_byte_order_mark():
    text = "\ufeffimport clock\ndef f():\n    clock.wait()\n"
    assert rewritten(text) == text
    after = "\ufeffimport clock\nasync def f():\n    await clock.wait()\n"
    assert rewritten(text, rules=SPREADING) == after


def test_two_functions_of_one_name():
    text = "import clock\nif a:\n    def f():\n        clock.wait()\nelse:\n    def f():\n        clock.wait(2)\n"
    after = text.replace("def f", "async def f").replace("clock.wait(", "await clock.wait(")
    assert rewritten(text, rules=SPREADING) == after


def test_two_modules_of_one_name(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "app.py").write_text("import clock\ndef f():\n    clock.wait()\n")
    (tmp_path / "b" / "app.py").write_text("a = 1\n")
    texts = [one.after for one in migrated([tmp_path], SPREADING, {})]
    assert texts == ["import clock\nasync def f():\n    await clock.wait()\n", "a = 1\n"]


def test_generator_expression_with_await_is_no_iterable():
    text = "import clock\ndef f():\n    return ''.join(clock.wait(a) for a in 'ab')\n"
    assert outcome(text, rules=SPREADING)[1] or rewritten(text, rules=SPREADING) == (
        "import clock\nasync def f():\n    return ''.join([await clock.wait(a) for a in 'ab'])\n"
    )


def test_class_in_a_function_cannot_wait():
    text = "import clock\ndef f():\n    class A:\n        a = clock.wait()\n    return A\n"
    after, by_hand = outcome(text, rules=SPREADING)
    assert (after, [line for line, *_ in by_hand]) == (text, [4])


@pytest.mark.parametrize("last", ["yield from inner()", "return clock.wait()"])
def test_what_no_asynchronous_generator_may_have(last):
    text = f"import clock\ndef inner():\n    yield 1\ndef f():\n    yield clock.wait()\n    {last}\n"
    after, by_hand = outcome(text, rules=SPREADING)
    compile(after, "here", "exec")
    assert by_hand or after != text


@pytest.mark.parametrize("decorator", ["", "@property\n    ", "@contextmanager\n    "])
def test_what_cannot_be_a_coroutine_function_is_told(decorator):
    name = "x" if decorator else "__init__"
    text = f"import clock\nfrom contextlib import contextmanager\nclass A:\n    {decorator}def {name}(self):\n"
    text += "        clock.wait()\n" + ("        yield\n" if "context" in decorator else "")
    after, by_hand = outcome(text, rules=SPREADING)
    assert after == text
    assert by_hand


def test_half_a_change_is_none():
    text = "from contextlib import closing\nasync def f():\n    yield\nwith closing(f()) as a:\n    pass\n"
    after, by_hand = outcome(text)
    assert after == text
    assert [line for line, *_ in by_hand] == [4]


def test_with_that_has_another_item_which_is_not_asynchronous():
    text = "import threading\nlock = threading.Lock()\nasync def f():\n    with lock, open('a') as b:\n        pass\n"
    after, by_hand = outcome(text)
    assert "async with lock" not in after
    assert by_hand or "with lock:" in after


def test_method_that_its_instance_is_asked_for():
    text = (
        "import clock\nclass A:\n    def f(self):\n        return self.g()\n    def g(self):\n        clock.wait()\n"
        "def h():\n    A().f()\n"
    )
    after = (
        text.replace("return self", "return await self")
        .replace("clock.wait", "await clock.wait")
        .replace("def ", "async def ")
        .replace("    A()", "    await A()")
    )
    assert rewritten(text, rules=SPREADING) == after


def test_coroutine_that_is_handed_on_stays():
    text = "import asyncio\nasync def f():\n    pass\nasync def g():\n    await asyncio.gather(f(), f())\n"
    text += "def main():\n    asyncio.run(g())\n"
    assert rewritten(text) == text


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


def test_two_attributes_of_what_was_imported():
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
    module = Module("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("builtins.open")
    after = applied(module.source, import_edits(module, [(Named(use, "aiofiles.open"), "R1")])).text.decode()
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
    module = Module("shop", text.encode())
    [use] = Source(module, Project.of([module]), set()).uses("time.sleep")
    after = applied(module.source, import_edits(module, [(Named(use, "asyncio.sleep"), "R1")])).text.decode()
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


def test_generator_that_is_read_with_yield_from_is_made_asynchronous_with_it():
    text = (
        "from flask import Flask, Response\napp = Flask(__name__)\ndef a():\n    yield 'a'\n"
        "def b():\n    yield from a()\n@app.get('/')\ndef f():\n    return Response(b())\n"
    )
    after, _ = outcome(text)
    compile(after, "here", "exec")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"a = '\xfc'\n", id="first line"),
        pytest.param(b"# -*- coding: latin-1 -*-\na = '\xfc'\n", id="declared"),
    ],
)
def test_file_that_is_not_utf_8_is_refused(tmp_path, text):
    (tmp_path / "a.py").write_bytes(text)
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        migrated([tmp_path / "a.py"], SPREADING, {})


def test_folder_above_the_package_keeps_its_name(tmp_path):
    (tmp_path / "shop" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "shop" / "__init__.py").touch()
    [file] = migrated([tmp_path / "shop" / "shop"], SPREADING, {"shop": "store"})
    assert file.target == tmp_path / "shop" / "store" / "__init__.py"


def test_folder_above_the_package_is_not_left_by_hand(tmp_path):
    (tmp_path / "parity" / "shop").mkdir(parents=True)
    (tmp_path / "parity" / "shop" / "__init__.py").touch()
    assert len(migrated([tmp_path / "parity" / "shop"], SPREADING, {}, ["parity"])) == 1


def test_names_that_change_places(tmp_path):
    (tmp_path / "x.py").write_text("import one, two\n")
    [file] = migrated([tmp_path / "x.py"], SPREADING, {"one": "two", "two": "one"})
    assert file.after == "import two, one\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"import clock\ndef f():\n    clock.wait()\n", id="control: passes"),
        pytest.param(b"import clock\r\ndef f():\r\n    clock.wait()\r\n", id="CRLF"),
        pytest.param(b"import clock\ndef f():\n    clock.wait()", id="no line end"),
        pytest.param(b"import clock\n\x0c\ndef f():\n    clock.wait()\n", id="form feed"),
    ],
)
def test_patch_can_be_applied(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.py").write_bytes(text)
    [file] = migrated([(tmp_path / "a.py").relative_to(tmp_path)], SPREADING, {})
    patch = "\n".join(patch_of([file])) + "\n"
    subprocess.run(["git", "apply", "-p0", "-"], input=patch.encode(), check=True, capture_output=True)
    assert (tmp_path / "a.py").read_bytes().decode() == file.after


def test_form_feed_does_not_move_the_lines_of_the_reasons(tmp_path):
    (tmp_path / "a.py").write_bytes(b"a = 1\n\x0c\nimport shop\n")
    [file] = migrated([tmp_path / "a.py"], SPREADING, {"shop": "store"})
    assert file.reasons() == {3: ["rename"]}


def test_wrapper_of_a_view_awaits_it():
    text = (
        "from functools import wraps\nfrom flask import Flask\napp = Flask(__name__)\ndef guard(view):\n"
        "    @wraps(view)\n    def wrapped(*a):\n        return view(*a)\n    return wrapped\n"
        "@app.get('/')\n@guard\ndef index():\n    return 'a'\n"
    )
    after, by_hand = outcome(text)
    assert by_hand or "async def wrapped(*a):\n        return await view(*a)\n" in after


def test_file_that_is_not_opened_by_with_is_not_awaited():
    text = "async def f():\n    return open('a').read()\n"
    after, by_hand = outcome(text)
    assert by_hand or after == text


def test_lines_of_a_file():
    text = "async def f():\n    with open('a') as b:\n        for line in b:\n            print(line)\n"
    assert "        async for line in b" in rewritten(text)


def test_answer_in_a_circle_does_not_depend_on_who_asked_first():
    module = Module("here", b"a = b or open\nb = a\na\nb\n")
    project = Project.of([module])
    first, second = (one.value for one in module.all(cst.Expr))
    assert project.origins(module, first) == {"builtins.open"}
    assert project.origins(module, second) == {"builtins.open"}


def test_file_that_closing_gives_is_not_awaited():
    text = "from contextlib import closing\nasync def f():\n    with closing(open('a')) as b:\n        b.read()\n"
    after, by_hand = outcome(text)
    assert by_hand or "await b.read()" not in after or "aiofiles.open('a')" in after
