"""Calls that stream a template, and other things of these names."""

import pytest

VIEW = """\
from flask import Response, stream_template, stream_template_string


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import stream_template

        async def view(stream_template):
            return stream_template('a')
    """,
    "the name is imported from elsewhere": """
        from pages import stream_template

        async def view():
            return stream_template('a')
    """,
    "another object has a method of the name": """
        from flask import Response, stream_template, stream_template_string

        async def view(name):
            return name.stream_template('a')
    """,
    "it is awaited already": """
        from flask import Response, stream_template, stream_template_string

        async def view(name):
            return await stream_template('a')
    """,
    "the function is passed, not called": """
        from flask import Response, stream_template, stream_template_string

        async def view(name):
            return name(stream_template)
    """,
    "the name is in a text and a comment": """
        from flask import Response, stream_template, stream_template_string

        async def view(name):
            return 'stream_template()'  # stream_template()
    """,
    "the source is written for Quart already": """
        from quart import stream_template

        async def view():
            return await stream_template('a')
    """,
}
FORMS = {
    "its result is returned": (
        "return stream_template('a', b=name)  # kept",
        "return await stream_template('a', b=name)  # kept",
    ),
    "it is returned with a status": ("return stream_template('a'), 201", "return await stream_template('a'), 201"),
    "it is an argument": (
        "return Response(stream_template_string('a'))",
        "return Response(await stream_template_string('a'))",
    ),
    "another object has a method of the name": (
        "return stream_template('a').__anext__()",
        "return (await stream_template('a')).__anext__()",
    ),
    "a conditional expression contains it": (
        "return stream_template('a') if name else ''",
        "return await stream_template('a') if name else ''",
    ),
    "the call spans several lines": (
        """
        return stream_template(
            'a',  # kept
        )
        """,
        """
        return await stream_template(
            'a',  # kept
        )
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask as f

        async def view():
            return f.stream_template('a')
        """,
        """
        import flask as f

        async def view():
            return await f.stream_template('a')
        """,
    ),
    "the import has another name": (
        """
        from flask import stream_template as page

        async def view():
            return page('a')
        """,
        """
        from flask import stream_template as page

        async def view():
            return await page('a')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ604")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ604", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_call_is_awaited_under_any_name(check_rewritten, before, after):
    check_rewritten(before, after, "FQ604")
