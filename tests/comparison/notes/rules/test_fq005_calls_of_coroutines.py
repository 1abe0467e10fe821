"""Calls of what is a coroutine function, and of what only looks like one."""

import pytest

VIEW = "async def page(text=''): ...\n\n\nasync def view(name):\n    "
NO_OPS = {
    "plain function": "def page(): ...\n\n\nasync def view():\n    page()\n",
    "asynchronous generator": "async def page():\n    yield 'a'\n\n\nasync def view():\n    return page()\n",
    "awaited": VIEW + "await page()\n",
    "awaited in parentheses": VIEW + "return await (page())\n",
    "not called": VIEW + "return page\n",
    "parameter": "async def page(): ...\n\n\nasync def view(page):\n    return page()\n",
    "local function": "async def page(): ...\n\n\nasync def view():\n    def page(): ...\n\n    page()\n",
    "method of the same name": VIEW + "return name.page()\n",
    "import of the same name": "from pages import page\n\n\nasync def view():\n    page()\n",
    "module, which cannot wait": "async def page(): ...\n\n\nshown = page()\n",
    "lambda, which cannot wait": VIEW + "return lambda: page()\n",
    "text and comment": VIEW + "return 'page()'  # page()\n",
}
FORMS = {
    "statement": ("page()\n", "await page()\n"),
    "attribute": ("return page().text.upper()\n", "return (await page()).text.upper()\n"),
    "subscript": ("return page()[0]\n", "return (await page())[0]\n"),
    "called again": ("return page()()\n", "return (await page())()\n"),
    "in parentheses": ("return (page()).text\n", "return (await page()).text\n"),
    "argument": ("return print(page(), end=page())\n", "return print(await page(), end=await page())\n"),
    "argument of itself": ("page(page())\n", "await page(await page())\n"),
    "operators": ("return not page() + -page()\n", "return not await page() + -await page()\n"),
    "f-string": ("return f'{page()!r} page()'\n", "return f'{await page()!r} page()'\n"),
    "conditional": ("return page() if page() else 1\n", "return await page() if await page() else 1\n"),
    "dictionary": ("return {page(): one for one in page()}\n", "return {await page(): one for one in await page()}\n"),
    "walrus": ("if one := page(): ...\n", "if one := await page(): ...\n"),
    "several lines": ("page(\n        'a',  # kept\n    )\n", "await page(\n        'a',  # kept\n    )\n"),
    "other name": ("one = page\n    one()\n", "one = page\n    await one()\n"),
}
CHANGES = {
    "one after the other": (
        "async def a(): ...\n\n\ndef b():\n    a()\n\n\ndef c():\n    return b().d\n",
        "async def a(): ...\n\n\nasync def b():\n    await a()\n\n\nasync def c():\n    return (await b()).d\n",
    ),
    "in a circle": (
        "async def a(): ...\n\n\ndef b():\n    c(a())\n\n\ndef c(x):\n    b()\n",
        "async def a(): ...\n\n\nasync def b():\n    await c(await a())\n\n\nasync def c(x):\n    await b()\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(rewrite, text):
    assert rewrite(text, "FQ005", "FQ004") == text


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(rewrite, before, after):
    assert rewrite(VIEW + before, "FQ005", "FQ004") == VIEW + after
    assert rewrite(VIEW + after, "FQ005", "FQ004") == VIEW + after


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_change_spreads_to_all_callers(rewrite, before, after):
    assert rewrite(before, "FQ005", "FQ004") == after
    assert rewrite(after, "FQ005", "FQ004") == after
