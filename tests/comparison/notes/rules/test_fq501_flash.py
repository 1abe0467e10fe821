"""Calls of `flash`, and other things of this name."""

import pytest

VIEW = """\
from flask import flash


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import flash

        async def view(flash):
            flash('a')
    """,
    "a local function has the name": """
        from flask import flash

        async def view(name):
            def flash(text): ...

            flash('a')
    """,
    "a loop variable has the name": """
        from flask import flash

        async def view(name):
            return [flash('a') for flash in name]
    """,
    "the name is imported from elsewhere": """
        from camera import flash

        async def view():
            flash('a')
    """,
    "an import in the function has the name": """
        from flask import flash

        async def view(name):
            from camera import flash

            flash('a')
    """,
    "a method calls it": """
        from flask import flash

        async def view(name):
            name.flash('a')
            name.flask.flash('a')
    """,
    "it is awaited already": """
        from flask import flash

        async def view(name):
            await flash('a')
            await (flash('a'))
    """,
    "the function is passed, not called": """
        from flask import flash

        async def view(name):
            return map(flash, name)
    """,
    "a lambda cannot await": """
        from flask import flash

        async def view(name):
            return lambda: flash('a')
    """,
    "the name is in a text and a comment": """
        from flask import flash

        async def view(name):
            return "flash('a')"  # flash('a')
    """,
    "the source is written for Quart already": """
        from quart import flash

        async def view():
            await flash('a')
    """,
}
FORMS = {
    "it is a statement": ("flash('a')  # kept", "await flash('a')  # kept"),
    "other statements are on the line": ("a = 1; flash('a'); return a", "a = 1; await flash('a'); return a"),
    "a conditional expression contains it": (
        "flash('a') if name else flash('b')",
        "await flash('a') if name else await flash('b')",
    ),
    "`and` guards it": ("name and flash(name)", "name and await flash(name)"),
    "it is an argument": ("print(flash('a'))", "print(await flash('a'))"),
    "a list comprehension contains it": (
        "[flash(one) for one in name if not flash(one)]",
        "[await flash(one) for one in name if not await flash(one)]",
    ),
    "it is nested in blocks": (
        """
        if name:
            for one in name:
                flash(one)
        """,
        """
        if name:
            for one in name:
                await flash(one)
        """,
    ),
    "the call spans several lines": (
        """
        flash(
            'a',  # kept
            'error',
        )
        """,
        """
        await flash(
            'a',  # kept
            'error',
        )
        """,
    ),
    "the line is not ASCII": ("name = 'ä€😀'; flash('ä')", "name = 'ä€😀'; await flash('ä')"),
    "the line has tabs": (
        """
        if name:
        \tflash('a')
        """,
        """
        if name:
        \tawait flash('a')
        """,
    ),
    "a backslash continues the line": (
        """
        flash \\
            ('a')
        """,
        """
        await flash \\
            ('a')
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask

        async def view():
            flask.flash('a')
        """,
        """
        import flask

        async def view():
            await flask.flash('a')
        """,
    ),
    "the module has another name": (
        """
        import flask as f

        async def view():
            f.flash('a')
        """,
        """
        import flask as f

        async def view():
            await f.flash('a')
        """,
    ),
    "the function has another name": (
        """
        from flask import flash as tell

        async def view():
            tell('a')
        """,
        """
        from flask import flash as tell

        async def view():
            await tell('a')
        """,
    ),
    "an import in the function has the name": (
        """
        async def view():
            from flask import flash

            flash('a')
        """,
        """
        async def view():
            from flask import flash

            await flash('a')
        """,
    ),
    "a method calls it": (
        """
        from flask import flash

        class Page:
            async def get(self):
                flash(self.text)
        """,
        """
        from flask import flash

        class Page:
            async def get(self):
                await flash(self.text)
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ501")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_flash_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ501", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_flash_is_awaited_under_any_name(check_rewritten, before, after):
    check_rewritten(before, after, "FQ501")
