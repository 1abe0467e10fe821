"""Odd forms: the order of edits at one place, and sources that a rule must not break."""

import ast
from textwrap import dedent

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

APP = "from flask import Flask\n\napp = Flask(__name__)\n\n\n"


# The order of edits at one place must depend neither on the hash of the rule's name (PYTHONHASHSEED) nor on the place.
# So in each text the code stands a line further down.
DEPTHS = range(20)


def test_await_around_an_await_is_outside(rewrite):
    wrong = []
    for depth in DEPTHS:
        head = "#\n" * depth + "from flask import request\n\n\nasync def view():\n    "
        after = rewrite(head + "request.files['a'].save('b')\n", "FQ101", "FQ103")
        if after != head + "await (await request.files)['a'].save('b')\n":
            wrong.append(after)
    assert wrong == []


def test_imports_added_at_one_place_are_in_order(rewrite):
    wrong = []
    for depth in DEPTHS:
        head = "#\n" * depth + "import werkzeug.datastructures as d\nimport zope\n"
        before = f"{head}\n\nasync def view():\n    with open('a'):\n        print(d, d.FileStorage)\n"
        after = rewrite(before, "FQ102", "FQ104")
        if "import aiofiles\nimport quart.datastructures\n" not in after.replace("#\n", ""):
            wrong.append(after)
    assert wrong == []


def test_two_names_of_one_import_both_move(rewrite):
    before = """
        from os import mkdir, rmdir

        async def view():
            mkdir('a')
            rmdir('a')
    """
    after = (
        before.replace("from os", "from aiofiles.os")
        .replace("    mkdir", "    await mkdir")
        .replace("    rmdir", "    await rmdir")
    )
    assert rewrite(dedent(before), "FQ105") == dedent(after)


def test_name_under_an_alias_with_other_uses_is_not_replaced(rewrite):
    before = """
        from time import sleep as rest

        print(rest)

        async def view():
            rest(1)
    """
    after = rewrite(dedent(before), "FQ010")
    assert "    await asyncio.sleep(1)\n" in after
    assert "from time import sleep as rest\n\nprint(rest)\n" in after


def test_two_functions_of_one_name_both_change(rewrite):
    before = APP + "@app.get('/')\ndef page(): ...\n\n\n@app.get('/b', endpoint='b')\ndef page(): ...\n"
    assert rewrite(before, "FQ003") == before.replace("def page", "async def page")


@pytest.mark.parametrize("item", ["lock", "open('b')"])
def test_block_with_another_manager_is_no_async_with(rewrite, item):
    before = APP + f"async def check(lock):\n    with app.app_context(), {item}: ...\n"
    assert rewrite(before, "FQ704") == before


def test_block_with_a_file_and_a_lock_is_no_async_with(rewrite):
    before = """
        import threading

        LOCK = threading.Lock()

        async def view():
            with LOCK, open('a') as file: ...
    """
    assert rewrite(dedent(before), "FQ104") == dedent(before)


def test_import_that_is_alone_in_a_block_leaves_a_block(rewrite):
    before = """
        try:
            import time
        except ImportError:
            raise

        async def view():
            time.sleep(1)
    """
    ast.parse(rewrite(dedent(before), "FQ010"))


@pytest.mark.parametrize("line", ["yield from 'ab'", "yield 1\n    return 5"])
def test_generator_that_cannot_be_asynchronous_stays_valid(rewrite, line):
    before = f"from flask import Response\n\n\ndef rows():\n    {line}\n\n\nResponse(rows())\n"
    assert rewrite(before, "FQ601") == before


@pytest.mark.parametrize("call", ["list(rows())", "enumerate(rows())", "next(rows())"])
def test_generator_that_a_builtin_reads_is_a_manual_step(call):
    before = """
        def rows():
            yield 1

        async def view(a):
            if a:
                return rows()
            return CALL
    """
    module = Module.parse("note", dedent(before).replace("CALL", call).encode())
    rules = (all_rules()["FQ601"], all_rules()["FQ602"])
    rewritten = Migration(Project.of([module]), rules).run().rewritten_module(module)
    assert "async def rows" in rewritten.source.text.decode()
    assert [(step[1], "asynchronous generator" in step[2]) for step in rewritten.manual_steps] == [("FQ602", True)]


def test_context_manager_that_awaits_is_no_plain_one(rewrite):
    before = """
        from contextlib import contextmanager
        from flask import flash

        @contextmanager
        def message():
            flash('a')
            yield
    """
    assert "@contextmanager\nasync def" not in rewrite(dedent(before), "FQ004", "FQ005", "FQ006", "FQ501")
