"""Calls of what is a coroutine function, and of what only looks like one."""

import pytest

VIEW = """\
async def page(text=''): ...


async def view(name):
"""
NO_OPS = {
    "the function is a plain one": """
        def page(): ...

        async def view():
            page()
    """,
    "the function is an asynchronous generator": """
        async def page():
            yield 'a'

        async def view():
            return page()
    """,
    "it is awaited already": """
        async def page(text=''): ...

        async def view(name):
            await page()
    """,
    "it is awaited in parentheses": """
        async def page(text=''): ...

        async def view(name):
            return await (page())
    """,
    "the function is passed, not called": """
        async def page(text=''): ...

        async def view(name):
            return page
    """,
    "a parameter has the name": """
        async def page(): ...

        async def view(page):
            return page()
    """,
    "a local function has the name": """
        async def page(): ...

        async def view():
            def page(): ...

            page()
    """,
    "a method has the name": """
        async def page(text=''): ...

        async def view(name):
            return name.page()
    """,
    "an import has the name": """
        from pages import page

        async def view():
            page()
    """,
    "a lambda cannot await": """
        async def page(text=''): ...

        async def view(name):
            return lambda: page()
    """,
    "the name is in a text and a comment": """
        async def page(text=''): ...

        async def view(name):
            return 'page()'  # page()
    """,
}
FORMS = {
    "it is a statement": ("page()", "await page()"),
    "an attribute of the result is read": ("return page().text.upper()", "return (await page()).text.upper()"),
    "an item of the result is read": ("return page()[0]", "return (await page())[0]"),
    "the result is called": ("return page()()", "return (await page())()"),
    "the call is in parentheses": ("return (page()).text", "return (await page()).text"),
    "it is an argument": ("return print(page(), end=page())", "return print(await page(), end=await page())"),
    "it is an argument of itself": ("page(page())", "await page(await page())"),
    "operators are applied to it": ("return not page() + -page()", "return not await page() + -await page()"),
    "an f-string contains it": ("return f'{page()!r} page()'", "return f'{await page()!r} page()'"),
    "a conditional expression contains it": (
        "return page() if page() else 1",
        "return await page() if await page() else 1",
    ),
    "a dictionary comprehension contains it": (
        "return {page(): one for one in page()}",
        "return {await page(): one for one in await page()}",
    ),
    "an assignment expression contains it": ("if one := page(): ...", "if one := await page(): ..."),
    "the call spans several lines": (
        """
        page(
            'a',  # kept
        )
        """,
        """
        await page(
            'a',  # kept
        )
        """,
    ),
    "the function has another name": (
        """
        one = page
        one()
        """,
        """
        one = page
        await one()
        """,
    ),
}
CHANGES = {
    "callers call each other": (
        """
        async def a(): ...

        def b():
            a()

        def c():
            return b().d
        """,
        """
        async def a(): ...

        async def b():
            await a()

        async def c():
            return (await b()).d
        """,
    ),
    "callers call each other in a cycle": (
        """
        async def a(): ...

        def b():
            c(a())

        def c(x):
            b()
        """,
        """
        async def a(): ...

        async def b():
            await c(await a())

        async def c(x):
            await b()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ005", "FQ004")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ005", "FQ004", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_change_spreads_to_all_callers(check_rewritten, before, after):
    check_rewritten(before, after, "FQ005", "FQ004")
