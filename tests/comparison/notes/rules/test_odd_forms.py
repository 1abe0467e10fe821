"""Odd forms: what a rule makes of them, and what it leaves alone."""

import pytest

from comparison.migrate.engine import Migration
from comparison.migrate.module import Module
from comparison.migrate.project import Project
from comparison.notes.catalogue import all_rules

from .odd_forms import APP, EXACT, HEAD, WAIT


def result_of(text, *ids):
    rules = tuple(all_rules()[id] for id in ids or all_rules())
    module = Module("note", text.encode())
    return Migration(Project.of([module]), rules).rewritten(module)


def rewritten(text, *ids):
    return result_of(text, *ids).result.text.decode()


def unchanged(text, *ids):
    """Return what is left to do by hand in a text that stays as it is."""
    result = result_of(text, *ids)
    assert result.result.text.decode() == text
    return list(result.by_hand)


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
    after = "from aiofiles.os import mkdir, rmdir\n\n\nasync def view():\n    await mkdir('a')\n    await rmdir('a')\n"
    assert rewritten(before, "FQ105") == after


def test_name_under_an_alias_that_is_needed_otherwise_is_another_name():
    before = "from time import sleep as rest\n\nprint(rest)\n\n\nasync def view():\n    rest(1)\n"
    after = "import asyncio\n" + before.replace("    rest(1)", "    await asyncio.sleep(1)")
    assert rewritten(before, "FQ010") == after


def test_two_functions_of_one_name_are_both_found():
    before = APP + "@app.get('/')\ndef page(): ...\n\n\n@app.get('/b', endpoint='b')\ndef page(): ...\n"
    assert rewritten(before, "FQ003") == before.replace("def page", "async def page")


@pytest.mark.parametrize("item", ["lock", "open('b')"])
def test_block_with_another_manager_is_left_to_do_by_hand(item):
    before = APP + f"async def check(lock):\n    with app.app_context(), {item}: ...\n"
    line = before[: before.index("    with")].count("\n") + 1
    assert unchanged(before, "FQ704") == [(line, "FQ704", "not all that this `with` enters can wait: part it in two")]


def test_block_with_a_file_and_a_lock_is_left_to_do_by_hand():
    before = (
        "import threading\n\nLOCK = threading.Lock()\n\n\nasync def view():\n    with LOCK, open('a') as file: ...\n"
    )
    assert unchanged(before, "FQ104") == [(7, "FQ104", "not all that this `with` enters can wait: part it in two")]


def test_import_that_is_alone_in_a_block_stays():
    before = "try:\n    import time\nexcept ImportError:\n    raise\n\n\nasync def view():\n    time.sleep(1)\n"
    after = "import asyncio\n\n\n" + before.replace("    time.sleep", "    await asyncio.sleep")
    assert rewritten(before, "FQ010") == after


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("yield from 'ab'", "an asynchronous generator has no `yield from`: write a loop"),
        ("yield 1\n    return 5", "an asynchronous generator returns nothing: yield it, or leave it out"),
    ],
)
def test_generator_that_cannot_be_asynchronous_is_left_to_do_by_hand(body, reason):
    before = f"from flask import Response\n\n\ndef rows():\n    {body}\n\n\nResponse(rows())\n"
    assert unchanged(before, "FQ601") == [(4, "FQ601", reason)]


@pytest.mark.parametrize("call", ["list(rows())", "enumerate(rows())", "next(rows())"])
def test_builtin_that_reads_an_asynchronous_generator_is_left_to_do_by_hand(call):
    before = f"def rows():\n    yield 1\n\n\nasync def view(a):\n    if a:\n        return rows()\n    return {call}\n"
    result = result_of(before, "FQ601", "FQ602")
    assert result.result.text.decode() == f"async {before}"
    reason = "it cannot read an asynchronous generator: write `[… async for … in …]`"
    assert result.by_hand == ((8, "FQ602", reason),)


def test_context_manager_that_would_wait_is_left_to_do_by_hand():
    before = (
        HEAD + "from contextlib import contextmanager\n\n\n@contextmanager\ndef told():\n    flash('a')\n    yield\n"
    )
    line = before[: before.index("    flash")].count("\n") + 1
    reason = "make it with `asynccontextmanager`, and use it with `async with`"
    result = result_of(before, *WAIT)
    assert "@contextmanager\ndef told():\n    flash('a')\n" in result.result.text.decode()
    assert result.by_hand == ((line, "FQ501", reason),)
