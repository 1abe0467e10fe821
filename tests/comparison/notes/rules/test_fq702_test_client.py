"""Requests of the test client, and of other objects."""

import pytest

VIEW = """\
from flask import current_app, testing


async def check(name):
    client = current_app.test_client()
"""
NO_OPS = {
    "another library has a client": """
        import httpx2

        def check():
            return httpx2.Client().get('/').json
    """,
    "a parameter has the name": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            return [client.get('/') for client in name]
    """,
    "a parameter hides the client": """
        from flask import Flask

        client = Flask('a').test_client()

        async def check(client):
            return client.post('/').data
    """,
    "another object has a client": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            return name.client.get('/')
    """,
    "another method is called": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            client.set_cookie('a', 'b')
            return client.get_cookie('a')
    """,
    "attributes of the response are not awaited": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            response = await client.get('/')
            return response.status_code, response.headers
    """,
    "it is awaited already": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            response = await client.get('/')
            return await response.get_data(), await response.json
    """,
    "the function is passed, not called": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            return name(client.get)
    """,
    "the name is in a text and a comment": """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            return 'client.get()'  # client.get('/')
    """,
}
FORMS = {
    "its result is assigned": ("response = client.get('/')  # kept", "response = await client.get('/')  # kept"),
    "another object has a client": (
        "assert client.post('/').status_code == 200",
        "assert (await client.post('/')).status_code == 200",
    ),
    "it is an argument": ("print(client.open('/', method='PUT'))", "print(await client.open('/', method='PUT'))"),
    "a list comprehension contains it": (
        "return [client.head(one) for one in name]",
        "return [await client.head(one) for one in name]",
    ),
    "an f-string contains it": (
        "return f'{client.delete(name).status}'",
        "return f'{(await client.delete(name)).status}'",
    ),
    "the body is read": (
        """
        response = await client.get('/')
        assert response.data == b''
        """,
        """
        response = await client.get('/')
        assert await response.data == b''
        """,
    ),
    "the body is read as JSON": (
        """
        response = client.get('/')
        return response.json['a'], response.get_json()[0]
        """,
        """
        response = await client.get('/')
        return (await response.json)['a'], (await response.get_json())[0]
        """,
    ),
    "the client has no name": (
        "return current_app.test_client().put('/').status",
        "return (await current_app.test_client().put('/')).status",
    ),
    "the call spans several lines": (
        """
        client.patch(
            '/',  # kept
        )
        """,
        """
        await client.patch(
            '/',  # kept
        )
        """,
    ),
}
CHANGES = {
    "a parameter is annotated": (
        """
        from flask.testing import FlaskClient as C

        async def test_page(client: C):
            client.get('/')
        """,
        """
        from flask.testing import FlaskClient as C

        async def test_page(client: C):
            await client.get('/')
        """,
    ),
    "a `with` block enters it": (
        """
        import flask

        async def check():
            with flask.Flask('a').test_client() as client:
                client.get('/')
        """,
        """
        import flask

        async def check():
            with flask.Flask('a').test_client() as client:
                await client.get('/')
        """,
    ),
    "a call passes it to another function": (
        """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            await log_in(client)

        async def log_in(to):
            return to.post('/')
        """,
        """
        from flask import current_app, testing

        async def check(name):
            client = current_app.test_client()
            await log_in(client)

        async def log_in(to):
            return await to.post('/')
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_request_stays(check_unchanged, text):
    check_unchanged(text, "FQ702")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_request_is_awaited(check_rewritten, before, after):
    check_rewritten(before, after, "FQ702", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_request_is_awaited_wherever_the_client_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ702")
