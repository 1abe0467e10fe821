"""Odd forms: what a rule makes of them, and what it leaves alone."""

import ast

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

from .odd_forms import APP, EXACT, HEAD, WAIT


def rewritten(text, *ids):
    rules = tuple(all_rules()[id] for id in ids or all_rules())
    module = Module("note", text.encode())
    return Migration(Project.of([module]), rules).rewritten(module).result.text.decode()


@pytest.mark.parametrize(("ids", "before", "after"), EXACT.values(), ids=EXACT)
def test_text_is_right(ids, before, after):
    assert rewritten(before, *ids) == after


# Edits that begin at the same place: which is first depends on the hash of the rule's name (PYTHONHASHSEED) and on the
# place. So in each text the code stands a line further down.
DEPTHS = range(20)


def test_await_around_an_await_is_outside():
    wrong = []
    for depth in DEPTHS:
        head = "#\n" * depth + "from flask import request\n\n\nasync def view():\n    "
        text = rewritten(head + "request.files['a'].save('b')\n", "FQ101", "FQ103")
        if text != head + "await (await request.files)['a'].save('b')\n":
            wrong.append(text)
    assert wrong == []


def test_imports_added_at_one_place_are_in_order():
    wrong = []
    for depth in DEPTHS:
        head = "#\n" * depth + "import werkzeug.datastructures as d\nimport zope\n"
        before = f"{head}\n\nasync def view():\n    with open('a'):\n        print(d, d.FileStorage)\n"
        text = rewritten(before, "FQ102", "FQ104")
        if "import aiofiles\nimport quart.datastructures\n" not in text.replace("#\n", ""):
            wrong.append(text)
    assert wrong == []


def test_two_names_of_one_import_both_move():
    before = "from os import mkdir, rmdir\n\n\nasync def view():\n    mkdir('a')\n    rmdir('a')\n"
    assert "from os import" not in rewritten(before, "FQ105")


def test_name_under_an_alias_that_is_needed_otherwise_is_another_name():
    before = "from time import sleep as rest\n\nprint(rest)\n\n\nasync def view():\n    rest(1)\n"
    assert "await rest(1)" not in rewritten(before, "FQ010")


def test_two_functions_of_one_name_are_both_found():
    before = APP + "@app.get('/')\ndef page(): ...\n\n\n@app.get('/b', endpoint='b')\ndef page(): ...\n"
    assert rewritten(before, "FQ003") == before.replace("def page", "async def page")


@pytest.mark.parametrize("item", ["lock", "open('b')"])
def test_block_with_another_manager_is_no_async_with(item):
    before = APP + f"async def check(lock):\n    with app.app_context(), {item}: ...\n"
    assert f"async with app.app_context(), {item}" not in rewritten(before, "FQ704")


def test_block_with_a_file_and_a_lock_is_no_async_with():
    before = (
        "import threading\n\nLOCK = threading.Lock()\n\n\nasync def view():\n    with LOCK, open('a') as file: ...\n"
    )
    assert "async with LOCK" not in rewritten(before, "FQ104")


def test_import_that_is_alone_in_a_block_leaves_a_block():
    before = "try:\n    import time\nexcept ImportError:\n    raise\n\n\nasync def view():\n    time.sleep(1)\n"
    ast.parse(rewritten(before, "FQ010"))


@pytest.mark.parametrize("line", ["yield from 'ab'", "yield 1\n    return 5"])
def test_generator_that_cannot_be_asynchronous_stays_python(line):
    compile(
        rewritten(f"from flask import Response\n\n\ndef rows():\n    {line}\n\n\nResponse(rows())\n", "FQ601"),
        "",
        "exec",
    )


@pytest.mark.parametrize("line", ["list(rows())", "enumerate(rows())", "next(rows())"])
def test_generator_that_is_read_by_a_builtin_is_told(line):
    before = (
        "def rows():\n    yield 1\n\n\nasync def view(a):\n    if a:\n        return rows()\n    return " + line + "\n"
    )
    module = Module("note", before.encode())
    result = Migration(Project.of([module]), (all_rules()["FQ601"], all_rules()["FQ602"])).rewritten(module)
    assert result.by_hand or "async def rows" not in result.result.text.decode()


def test_context_manager_that_waits_is_no_plain_one():
    before = (
        HEAD + "from contextlib import contextmanager\n\n\n@contextmanager\ndef told():\n    flash('a')\n    yield\n"
    )
    assert "@contextmanager\nasync def" not in rewritten(before, *WAIT)
