"""A function becomes a coroutine function when something in its own body is awaited."""

import pytest

HEAD = "from flask import flash\n\n\n"
NO_OPS = {
    "nothing to wait for": HEAD + "def page():\n    return flash\n",
    "coroutine function": HEAD + "async def page():\n    await flash('a')\n",
    "around a coroutine function": HEAD + "def outer():\n    async def page():\n        await flash('a')\n\n"
    "    return page\n",
    "lambda, which cannot wait": HEAD + "def page():\n    return lambda: flash('a')\n",
    "module, which cannot wait": HEAD + "flash('a')\n",
    "decorator, which the module runs": HEAD + "@flash('a')\ndef page(): ...\n",
    "default, which the module runs": HEAD + "def page(one=flash('a')): ...\n",
    "class, which the module runs": HEAD + "class Page:\n    sent = flash('a')\n",
}
CHANGES = {
    "function": (HEAD + "def page():\n    flash('a')\n", HEAD + "async def page():\n    await flash('a')\n"),
    "method": (
        HEAD + "class Page:\n    def send(self):\n        flash('a')\n\n    def stop(self): ...\n",
        HEAD + "class Page:\n    async def send(self):\n        await flash('a')\n\n    def stop(self): ...\n",
    ),
    "inner function only": (
        HEAD + "def outer():\n    def page():\n        flash('a')\n\n    return page\n",
        HEAD + "def outer():\n    async def page():\n        await flash('a')\n\n    return page\n",
    ),
    "outer function only": (
        HEAD + "def outer():\n    def page(): ...\n\n    flash('a')\n",
        HEAD + "async def outer():\n    def page(): ...\n\n    await flash('a')\n",
    ),
    "default of an inner function": (
        HEAD + "def outer():\n    def page(one=flash('a')): ...\n",
        HEAD + "async def outer():\n    def page(one=await flash('a')): ...\n",
    ),
    "comprehension": (
        HEAD + "def page(texts):\n    return [flash(one) for one in texts]\n",
        HEAD + "async def page(texts):\n    return [await flash(one) for one in texts]\n",
    ),
    "decorated, with comments": (
        HEAD + "@cached  # def\n# def page()\ndef  page():  # def\n    flash('a')\n",
        HEAD + "@cached  # def\n# def page()\nasync def  page():  # def\n    await flash('a')\n",
    ),
    "on one line": (
        HEAD + "def page(): flash('a'); return 'b'\n",
        HEAD + "async def page(): await flash('a'); return 'b'\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_does_not_wait_stays(rewrite, text):
    assert rewrite(text, "FQ004", "FQ501") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_function_that_waits_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ004", "FQ501") == after
    assert rewrite(after, "FQ004", "FQ501") == after
