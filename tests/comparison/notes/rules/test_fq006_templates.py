"""Calls that render a template, and other things of these names."""

import pytest

VIEW = """\
from flask import render_template, render_template_string


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import render_template

        async def view(render_template):
            render_template('a')
    """,
    "the name is imported from elsewhere": """
        from pages import render_template

        async def view():
            render_template('a')
    """,
    "another object has a method of the name": """
        from flask import render_template, render_template_string

        async def view(name):
            return name.render_template('a')
    """,
    "it is awaited already": """
        from flask import render_template, render_template_string

        async def view(name):
            return await render_template('a')
    """,
    "the function is passed, not called": """
        from flask import render_template, render_template_string

        async def view(name):
            return name(render_template)
    """,
    "another function does not need await": """
        import flask

        async def view():
            return flask.get_template_attribute('a', 'b')
    """,
    "the name is in a text and a comment": """
        from flask import render_template, render_template_string

        async def view(name):
            return 'render_template()'  # render_template()
    """,
    "the source is written for Quart already": """
        from quart import render_template

        async def view():
            return await render_template('a')
    """,
}
FORMS = {
    "its result is returned": ("return render_template('a', b=1)", "return await render_template('a', b=1)"),
    "it is returned with a status": ("return render_template('a'), 404", "return await render_template('a'), 404"),
    "the template is a text": (
        "return render_template_string('a').strip()",
        "return (await render_template_string('a')).strip()",
    ),
    "an f-string contains it": (
        "return f'<p>{render_template(name)}</p>'",
        "return f'<p>{await render_template(name)}</p>'",
    ),
    "it is part of a text": ("return render_template('a')[:9]", "return (await render_template('a'))[:9]"),
    "a conditional expression contains it": (
        "return render_template('a' if name else 'b') if name else ''",
        "return await render_template('a' if name else 'b') if name else ''",
    ),
    "a list comprehension contains it": (
        "return [render_template(one) for one in name]",
        "return [await render_template(one) for one in name]",
    ),
    "the call spans several lines": (
        """
        return render_template(
            'a',  # kept
            b=1,
        )  # kept
        """,
        """
        return await render_template(
            'a',  # kept
            b=1,
        )  # kept
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask

        async def view():
            return flask.render_template('a')
        """,
        """
        import flask

        async def view():
            return await flask.render_template('a')
        """,
    ),
    "the import has another name": (
        """
        from flask import render_template as page

        async def view():
            return page('a').encode()
        """,
        """
        from flask import render_template as page

        async def view():
            return (await page('a')).encode()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ006")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_rendering_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ006", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_rendering_is_awaited_under_any_name(check_rewritten, before, after):
    check_rewritten(before, after, "FQ006")
