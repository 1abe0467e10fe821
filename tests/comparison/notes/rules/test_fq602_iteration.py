"""Loops over asynchronous generators, and other loops."""

import pytest

VIEW = "from contextlib import aclosing\n\n\nasync def rows():\n    yield 'a'\n\n\nasync def view(name):\n    "
NO_OPS = {
    "plain generator": "def rows():\n    yield\n\n\nasync def view():\n    for one in rows(): ...\n",
    "parameter": "async def rows():\n    yield\n\n\nasync def view(rows):\n    for one in rows(): ...\n",
    "method": VIEW + "for one in name.rows(): ...\n",
    "coroutine function": "async def rows(): ...\n\n\nasync def view():\n    for one in await rows(): ...\n",
    "asynchronous": VIEW + "async for one in rows():\n        print([two async for two in rows()])\n",
    "plain closing": "from contextlib import closing\n\n\nasync def view(file):\n    with closing(file): ...\n",
    "closed already": VIEW + "async with aclosing(rows()) as pieces:\n        async for one in pieces: ...\n",
    "plain function": "async def rows():\n    yield\n\n\nshown = [one for one in (rows, rows)]\n",
    "text and comment": VIEW + "return 'for one in rows()'  # for one in rows(): ...\n",
}
FORMS = {
    "loop": (
        "for one in rows():  # kept\n        print(one)\n",
        "async for one in rows():  # kept\n        print(one)\n",
    ),
    "loop with an end": ("for one in rows(): ...\n    else: ...\n", "async for one in rows(): ...\n    else: ...\n"),
    "by a name": (
        "pieces = rows()\n    for one in pieces: ...\n",
        "pieces = rows()\n    async for one in pieces: ...\n",
    ),
    "several lines": (
        "for one in (\n        rows()  # kept\n    ):\n        ...\n",
        "async for one in (\n        rows()  # kept\n    ):\n        ...\n",
    ),
}
CHANGES = {
    "name": (
        "from contextlib import closing\n\n\nasync def rows():\n    yield\n\n\n"
        "async def view():\n    with closing(rows()) as a:\n        for b in a: ...\n",
        "from contextlib import aclosing\n\n\nasync def rows():\n    yield\n\n\n"
        "async def view():\n    async with aclosing(rows()) as a:\n        async for b in a: ...\n",
    ),
    "needed otherwise": (
        "from contextlib import closing\n\n\nasync def rows():\n    yield\n\n\n"
        "async def view(file):\n    with closing(rows()):\n        with closing(file): ...\n",
        "from contextlib import aclosing, closing\n\n\nasync def rows():\n    yield\n\n\n"
        "async def view(file):\n    async with aclosing(rows()):\n        with closing(file): ...\n",
    ),
    "template": (
        "from flask import stream_template\n\n\nasync def view():\n    for one in await stream_template('a'): ...\n",
        "from flask import stream_template\n\n\n"
        "async def view():\n    async for one in await stream_template('a'): ...\n",
    ),
    "passed in": (
        "async def rows():\n    yield\n\n\nasync def read(pieces):\n    for one in pieces: ...\n\n\n"
        "async def view():\n    await read(rows())\n",
        "async def rows():\n    yield\n\n\nasync def read(pieces):\n    async for one in pieces: ...\n\n\n"
        "async def view():\n    await read(rows())\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_loop_stays(rewrite, text):
    assert rewrite(text, "FQ602") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_loop_becomes_asynchronous(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ602") == VIEW + after
    assert rewrite(VIEW + after, "FQ602") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_closing_becomes_aclosing(rewrite, before, after):
    assert rewrite(before, "FQ602") == after
    assert rewrite(after, "FQ602") == after
