"""What is read of the body of a request, and of other objects."""

import pytest

VIEW = """\
from flask import Request, request


async def view(name):
"""
NO_OPS = {
    "a parameter has the name": """
        from flask import request

        async def view(request):
            request.json, request.get_data()
    """,
    "another library has a request": """
        from bottle import request

        async def view():
            return request.json
    """,
    "another object has these names": """
        from flask import Request, request

        async def view(name):
            return name.request.json, name.get_json()
    """,
    "other attributes of the request are read": """
        from flask import Request, request

        async def view(name):
            return request.args, request.is_json, request.headers, request.values_of
    """,
    "it is awaited already": """
        from flask import Request, request

        async def view(name):
            return await request.json, (await request.get_json())['a']
    """,
    "the method is passed, not called": """
        from flask import Request, request

        async def view(name):
            return name(request.get_json)
    """,
    "a keyword has the name": """
        from flask import Request, request

        async def view(name):
            return name(data=request, json=1)
    """,
    "the name is in a text and a comment": """
        from flask import Request, request

        async def view(name):
            return 'request.json'  # request.get_json()
    """,
    "the source is written for Quart already": """
        from quart import request

        async def view():
            return await request.get_data()
    """,
}
FORMS = {
    "`get_json` is called": ("data = request.get_json(silent=True)", "data = await request.get_json(silent=True)"),
    "`json` is read": ("return request.json['a'].b", "return (await request.json)['a'].b"),
    "`data` is read": ("return request.data.decode()", "return (await request.data).decode()"),
    "`get_data` is called": ("return request.get_data()[:9]", "return (await request.get_data())[:9]"),
    "`values` is read": ("return request.values.get('a')", "return (await request.values).get('a')"),
    "`in` searches it": (
        "return 'a' in request.values or not request.data",
        "return 'a' in await request.values or not await request.data",
    ),
    "`or` gives a default": ("return request.get_json() or {}", "return await request.get_json() or {}"),
    "a loop reads it": ("for one in request.json: ...", "for one in await request.json: ..."),
    "an f-string contains it": ("return f'{request.json[0]}'", "return f'{(await request.json)[0]}'"),
    "its result is unpacked": (
        "return name(*request.json, **request.values)",
        "return name(*await request.json, **await request.values)",
    ),
    "the call spans several lines": (
        """
        return (
            request.json  # kept
            .get('a')
        )
        """,
        """
        return (
            (await request.json)  # kept
            .get('a')
        )
        """,
    ),
    "the request has another name": (
        """
        asked = request
        return asked.json
        """,
        """
        asked = request
        return await asked.json
        """,
    ),
}
CHANGES = {
    "the module is imported": (
        """
        import flask

        async def view():
            return flask.request.json.a
        """,
        """
        import flask

        async def view():
            return (await flask.request.json).a
        """,
    ),
    "the request has another name": (
        """
        from flask import request as asked

        async def view():
            return asked.data
        """,
        """
        from flask import request as asked

        async def view():
            return await asked.data
        """,
    ),
    "a parameter is annotated": (
        """
        from flask import Request

        async def read(one: Request):
            return one.get_json()
        """,
        """
        from flask import Request

        async def read(one: Request):
            return await one.get_json()
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_is_no_body_stays(check_unchanged, text):
    check_unchanged(text, "FQ008")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_body_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ008", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_body_is_awaited_wherever_the_request_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ008")


STORED = {
    "the view stores it": """
        from flask import request

        class View:
            async def post(self):
                self.form = request.form
                return self.form['a']
    """,
    "a class of the project gets it": """
        from flask import request

        class Form:
            def __init__(self, data):
                self.data = data

            def is_valid(self):
                return 'a' in self.data

        async def view():
            return Form(request.form).is_valid()
    """,
    "another object gets it": """
        from flask import request

        class State: ...

        async def view():
            state = State()
            state.payload = request.json
            return state.payload['a']
    """,
}


@pytest.mark.parametrize("text", STORED.values(), ids=STORED)
def test_body_in_an_attribute_is_awaited_once(check_rewritten, text):
    after = text.replace("= request", "= await request").replace("(request", "(await request")
    check_rewritten(text, after, "FQ008", "FQ101")
