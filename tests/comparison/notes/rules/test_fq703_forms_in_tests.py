"""Forms that a test sends, and other arguments."""

import pytest

VIEW = """\
from flask import current_app


def check(name):
    client = current_app.test_client()
"""
NO_OPS = {
    "the data is bytes": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            client.post('/', data=b'a')
    """,
    "the data is a text": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            client.post('/', data='a')
    """,
    "the data is JSON": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            client.post('/', json={'data': 1})
    """,
    "another library has a client": """
        import httpx2

        def check():
            httpx2.Client().post('/', data={'a': 'b'})
    """,
    "a parameter has the name": """
        from flask import Flask

        client = Flask('a').test_client()

        def check(client):
            client.post('/', data={'a': 'b'})
    """,
    "another method is called": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            name.post('/', data={'a': 'b'})
    """,
    "a key of the form is called data": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            client.post('/', form={'data': {}})
            data = {}
    """,
    "a call in the value has a keyword data": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            client.post(name(data={}))
    """,
    "the name is in a text and a comment": """
        from flask import current_app

        def check(name):
            client = current_app.test_client()
            return "client.post('/', data={})"  # client.post('/', data={})
    """,
}
FORMS = {
    "it is a statement": ("client.post('/', data={'a': 'b'})  # kept", "client.post('/', form={'a': 'b'})  # kept"),
    "another method is called": ("client.get('/', data={'a': 'b'})", "client.get('/', form={'a': 'b'})"),
    "the form is empty": ("client.put('/', data={})", "client.put('/', form={})"),
    "it is the first keyword": ("client.open(data={'a': name}, path='/')", "client.open(form={'a': name}, path='/')"),
    "the response is read": (
        "return client.post('/', data={'a': 'b'}).status",
        "return client.post('/', form={'a': 'b'}).status",
    ),
    "the request is awaited": ("await client.post('/', data={**name})", "await client.post('/', form={**name})"),
    "a list comprehension contains it": (
        "return [client.patch('/', data={'a': one}) for one in name]",
        "return [client.patch('/', form={'a': one}) for one in name]",
    ),
    "the call spans several lines": (
        """
        client.delete(
            '/',  # kept
            data = {  # kept
                'a': 'b',
            },
        )
        """,
        """
        client.delete(
            '/',  # kept
            form = {  # kept
                'a': 'b',
            },
        )
        """,
    ),
}
CHANGES = {
    "a parameter is annotated": (
        """
        from flask.testing import FlaskClient

        def log_in(to: FlaskClient):
            to.post('/', data={'a': 'b'})
        """,
        """
        from flask.testing import FlaskClient

        def log_in(to: FlaskClient):
            to.post('/', form={'a': 'b'})
        """,
    ),
    "a `with` block enters it": (
        """
        import flask

        with flask.Flask('a').test_client() as client:
            client.post('/', data={'a': 'b'})
        """,
        """
        import flask

        with flask.Flask('a').test_client() as client:
            client.post('/', form={'a': 'b'})
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_argument_stays(check_unchanged, text):
    check_unchanged(text, "FQ703")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_form_is_sent_as_form(check_rewritten, before, after):
    check_rewritten(before, after, "FQ703", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_form_is_sent_as_form_wherever_the_client_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ703")
