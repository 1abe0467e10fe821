"""Content types of requests, and other arguments."""

from textwrap import dedent, indent

import pytest

from .cases import cases

VIEW = """\
from flask import Flask

app = Flask(__name__)
client = app.test_client()


def check(name, headers):
"""
IDS = ("FQ703", "FQ706")
NO_OPS = {
    "a response has a type": """
        from flask import Response

        def view():
            return Response('a', content_type='text/plain', mimetype='text/plain')
    """,
    "another library has a client": """
        import httpx2

        def check():
            httpx2.Client().post('/', content_type='text/xml')
    """,
    "the type is a header already": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.post('/', data='a', headers={'Content-Type': 'text/xml'})
    """,
    "the name is in a text and a comment": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            return "client.post('/', content_type='a/b')"  # content_type='a/b'
    """,
}
FORMS = {
    "there are no headers": (
        "client.post('/', data='a', content_type='text/xml')  # kept",
        """client.post('/', data='a', headers={"Content-Type": 'text/xml'})  # kept""",
    ),
    "it is a mimetype": (
        "client.post('/', mimetype=name, data='a')",
        """client.post('/', headers={"Content-Type": name}, data='a')""",
    ),
    "the type depends on a condition": (
        "client.post('/', content_type='a/b' if name else 'c/d')",
        """client.post('/', headers={"Content-Type": 'a/b' if name else 'c/d'})""",
    ),
    "there are headers": (
        "client.put('/', headers={'A': 'b'}, content_type='text/xml')",
        """client.put('/', headers={'A': 'b', "Content-Type": 'text/xml'})""",
    ),
    "the headers have a name": (
        "client.put('/', content_type='text/xml', headers=headers)",
        """client.put('/', headers={**dict(headers or {}), "Content-Type": 'text/xml'})""",
    ),
    "the headers are pairs": (
        "client.post('/', headers=[('A', 'b')], content_type='text/xml')",
        """client.post('/', headers={**dict([('A', 'b')]), "Content-Type": 'text/xml'})""",
    ),
    "a request context gets it": (
        "app.test_request_context('/', content_type='text/xml')",
        """app.test_request_context('/', headers={"Content-Type": 'text/xml'})""",
    ),
    "it is the type of a form": (
        "client.post('/', data={'a': 'b'}, content_type='multipart/form-data')",
        "client.post('/', form={'a': 'b'})",
    ),
    "it is the type of a form that comes first": (
        "client.post('/', content_type='application/x-www-form-urlencoded', data=dict(a='b'))",
        "client.post('/', form=dict(a='b'))",
    ),
    "the call has a last comma": (
        """
        client.post(
            '/',  # kept
            content_type='text/xml',  # kept
        )
        """,
        """
        client.post(
            '/',  # kept
            headers={"Content-Type": 'text/xml'},  # kept
        )
        """,
    ),
}
NONE = {
    "it is None": "client.post('/', data='a', content_type=None)",
    "it may be None": """
        def send(content_type=None):
            return client.post('/', data='a', content_type=content_type)

        send()
    """,
}
MISSING = {
    "the headers are None": (
        "client.post('/', headers=None, content_type='text/xml')",
        """client.post('/', headers={"Content-Type": 'text/xml'})""",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_type_stays(check_unchanged, text):
    check_unchanged(text, *IDS)


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_type_is_a_header(check_rewritten, before, after):
    check_rewritten(before, after, *IDS, inside=VIEW)


@pytest.mark.parametrize(("before", "after"), MISSING.values(), ids=MISSING)
def test_headers_that_are_none_are_replaced(check_rewritten, before, after):
    check_rewritten(before, after, *IDS, inside=VIEW)


def test_headers_that_may_be_missing_are_no_error(check_rewritten):
    before = """
        def send(client, headers=None):
            return client.post('/', headers=headers, content_type='text/xml')

        send(client)
    """
    after = """
        def send(client, headers=None):
            return client.post('/', headers={**dict(headers or {}), "Content-Type": 'text/xml'})

        send(client)
    """
    check_rewritten(before, after, *IDS, inside=VIEW)


def test_type_wins_over_that_of_the_headers(check_rewritten):
    before = "client.post('/', data='a', headers=headers, content_type='text/xml')"
    after = """client.post('/', data='a', headers={**dict(headers or {}), "Content-Type": 'text/xml'})"""
    check_rewritten(before, after, *IDS, inside=VIEW)


def test_other_type_of_json_is_a_manual_step(has_manual_step):
    text = "client.post('/', json={}, content_type='application/vnd.api+json')"
    assert has_manual_step(text, *IDS, inside=VIEW)


@pytest.mark.xfail(strict=True, reason="RemovedArgument removes the comment after the comma before the argument")
def test_comment_before_a_removed_argument_stays(check_rewritten):
    before = """
        client.post(
            '/',
            headers={'A': 'b'},  # kept
            content_type='text/xml',
        )
    """
    after = """
        client.post(
            '/',
            headers={'A': 'b', "Content-Type": 'text/xml'},  # kept
        )
    """
    check_rewritten(before, after, *IDS, inside=VIEW)


@pytest.mark.parametrize("text", cases(NONE, ["it may be None"], "FQ706 makes it a header with the text `None`"))
def test_type_that_may_be_none_is_no_header(rewrite, text):
    lines = rewrite(VIEW + indent(dedent(text).strip("\n"), "    ") + "\n", *IDS).splitlines()
    assert not any('{"Content-Type": None}' in line or '{"Content-Type": content_type}' in line for line in lines)
