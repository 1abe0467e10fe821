"""Forms and files of a request, and of other objects."""

import pytest

VIEW = """\
from flask import request


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import request

        async def view(request):
            return request.form
    """,
    "another library has a request": """
        from bottle import request

        async def view():
            return request.files
    """,
    "another object has these names": """
        from flask import request

        async def view(name):
            return name.form, name.request.files, request.form_of, request.args
    """,
    "it is awaited already": """
        from flask import request

        async def view(name):
            return await request.form, (await request.files)['a']
    """,
    "a local variable has the name": """
        from flask import request

        async def view(name):
            form = files = name
            return form['request'], files
    """,
    "the name is in a text and a comment": """
        from flask import request

        async def view(name):
            return 'request.form'  # request.form
    """,
    "the source is written for Quart already": """
        from quart import request

        async def view():
            return await request.form
    """,
}
FORMS = {
    "its result is assigned": ("form = request.form  # kept", "form = await request.form  # kept"),
    "one value is read": ("return request.form['a']", "return (await request.form)['a']"),
    "a method of the form is called": (
        "return request.files.getlist('a')",
        "return (await request.files).getlist('a')",
    ),
    "`in` searches it": (
        "return 'a' in request.form, 'a' not in request.files",
        "return 'a' in await request.form, 'a' not in await request.files",
    ),
    "`not` negates it": ("if not request.form: ...", "if not await request.form: ..."),
    "a loop reads it": (
        "return [one for one in request.files.values()]",
        "return [one for one in (await request.files).values()]",
    ),
    "an f-string contains it": ("return f'{request.form[name]}'", "return f'{(await request.form)[name]}'"),
    "a conditional expression contains it": (
        "return request.form if name else request.files",
        "return await request.form if name else await request.files",
    ),
    "its result is unpacked": ("return dict(**request.form)", "return dict(**await request.form)"),
    "the call spans several lines": (
        """
        name(
            request.form,  # kept
        )
        """,
        """
        name(
            await request.form,  # kept
        )
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask as f

        async def view():
            return f.request.form.a
        """,
        """
        import flask as f

        async def view():
            return (await f.request.form).a
        """,
    ),
    "the import has another name": (
        """
        from flask import request as asked

        async def view():
            return asked.files
        """,
        """
        from flask import request as asked

        async def view():
            return await asked.files
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_is_no_form_stays(check_unchanged, text):
    check_unchanged(text, "FQ101")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_form_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ101", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_form_is_awaited_wherever_the_request_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ101")
