"""Calls of `make_response`, and other things of this name."""

import pytest

VIEW = """\
from flask import current_app, make_response


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import make_response

        async def view(make_response):
            return make_response('a')
    """,
    "the name is imported from elsewhere": """
        from answers import make_response

        async def view():
            make_response('a')
    """,
    "the project defines the function": """
        def make_response(text): ...

        async def view():
            return make_response('a')
    """,
    "another object has the method": """
        from flask import current_app, make_response

        async def view(name):
            return name.make_response('a')
    """,
    "it is awaited already": """
        from flask import current_app, make_response

        async def view(name):
            return await make_response('a')
    """,
    "the function is passed, not called": """
        from flask import current_app, make_response

        async def view(name):
            name.make = make_response
    """,
    "the class of responses is used": """
        from flask import current_app, make_response

        async def view(name):
            return current_app.response_class('a')
    """,
    "the name is in a text and a comment": """
        from flask import current_app, make_response

        async def view(name):
            return 'make_response()'  # make_response()
    """,
}
FORMS = {
    "its result is assigned": ("response = make_response('a')  # kept", "response = await make_response('a')  # kept"),
    "an attribute of the response is read": (
        "make_response('a').headers['B'] = 'c'",
        "(await make_response('a')).headers['B'] = 'c'",
    ),
    "a method of the response is called": (
        "return make_response().set_data('a')",
        "return (await make_response()).set_data('a')",
    ),
    "it is nested in a call": (
        "return make_response(make_response('a'))",
        "return await make_response(await make_response('a'))",
    ),
    "the app has the method": (
        "return current_app.make_response(name)",
        "return await current_app.make_response(name)",
    ),
    "an assignment expression contains it": (
        "if (one := make_response(name)).vary: ...",
        "if (one := await make_response(name)).vary: ...",
    ),
    "the call spans several lines": (
        """
        return make_response(
            'a',  # kept
            201,
        )
        """,
        """
        return await make_response(
            'a',  # kept
            201,
        )
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask as f

        async def view():
            return f.make_response('a')
        """,
        """
        import flask as f

        async def view():
            return await f.make_response('a')
        """,
    ),
    "the import has another name": (
        """
        from flask import make_response as made

        async def view():
            return made('a')
        """,
        """
        from flask import make_response as made

        async def view():
            return await made('a')
        """,
    ),
    "the app in a parameter has the method": (
        """
        from flask import Flask

        app = Flask(__name__)

        async def view():
            app.make_response('a')
        """,
        """
        from flask import Flask

        app = Flask(__name__)

        async def view():
            await app.make_response('a')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_call_stays(check_unchanged, text):
    check_unchanged(text, "FQ007")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_call_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ007", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_call_is_awaited_wherever_the_function_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ007")
