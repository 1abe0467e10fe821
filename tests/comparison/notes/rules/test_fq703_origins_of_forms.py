"""Forms from names, parameters and calls, and values of other kinds."""

import pytest

from .cases import cases

VIEW = """\
from flask import Flask
from werkzeug.datastructures import MultiDict

app = Flask(__name__)
client = app.test_client()


def check(name):
"""
UNKNOWN = "`data` is a form or a body here"
FORMS = {
    "it is a call of dict": ("client.post('/', data=dict(a='b'))", "client.post('/', form=dict(a='b'))"),
    "it is a comprehension": (
        "client.post('/', data={key: 'b' for key in name})",
        "client.post('/', form={key: 'b' for key in name})",
    ),
    "it is a MultiDict": ("client.post('/', data=MultiDict(name))", "client.post('/', form=MultiDict(name))"),
    "it has a name": (
        """
        form = {'a': 'b'}
        client.post('/', data=form, follow_redirects=True)
        """,
        """
        form = {'a': 'b'}
        client.post('/', form=form, follow_redirects=True)
        """,
    ),
    "it depends on a condition": (
        "client.post('/', data={'a': 'b'} if name else None)",
        "client.post('/', form={'a': 'b'} if name else None)",
    ),
    "callers pass it": (
        """
        def send(path, data=None):
            return client.post(path, data=data)

        send('/', {'a': 'b'})
        send('/', data=dict(a='b'))
        """,
        """
        def send(path, data=None):
            return client.post(path, form=data)

        send('/', {'a': 'b'})
        send('/', data=dict(a='b'))
        """,
    ),
    "a request context gets it": (
        "app.test_request_context('/', method='POST', data={'a': 'b'})",
        "app.test_request_context('/', method='POST', form={'a': 'b'})",
    ),
    "the call has a last comma": (
        """
        client.post('/', data=dict(
            a='b',  # kept
        ), follow_redirects=True)
        """,
        """
        client.post('/', form=dict(
            a='b',  # kept
        ), follow_redirects=True)
        """,
    ),
}
TEXTS = {
    "it is JSON": """
        import json
        client.post('/', data=json.dumps({'a': 'b'}))
    """,
    "it is encoded": """
        from urllib.parse import urlencode
        client.post('/', data=urlencode({'a': 'b'}))
    """,
    "it is a text with a name": """
        text = 'a'
        client.post('/', data=text.encode())
    """,
    "callers pass text": """
        def send(data=None):
            return client.post('/', data=data)

        send('a')
        send(data=b'b')
    """,
    "it is None": "client.post('/', data=None)",
}
STEPS = {
    "nothing is known of it": ("client.post('/', data=name)", "client.post('/', data=name)"),
    "a function returns it": ("client.post('/', data=name())", "client.post('/', data=name())"),
    "dictionaries are merged": ("client.post('/', data={} | name)", "client.post('/', data={} | name)"),
    "callers pass text and a form": (
        """
        def send(data):
            client.post('/', data=data)

        send('a')
        send({'a': 'b'})
        """,
        "client.post('/', data=data)",
    ),
    "keywords are collected": (
        """
        def send(**data):
            client.post('/', data=data)
        """,
        "client.post('/', data=data)",
    ),
}
UNREPORTED = {
    "keywords are unpacked from a name": """
        options = {'data': {'a': 'b'}}
        client.post('/', **options)
    """,
    "a helper hands keywords on": """
        def send(path, **options):
            return client.post(path, **options)

        send('/', data={'a': 'b'})
        send('/', data='a', content_type='text/plain')
    """,
}
OTHER_VALUES = {
    "a value is a list": "client.post('/', data={'a': ['b', 'c']})",
    "a value is None": "client.post('/', data={'a': None})",
    "a MultiDict has a key twice": "client.post('/', data=MultiDict([('a', 'b'), ('a', 'c')]))",
}


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_form_is_sent_as_form_whatever_its_origin(check_rewritten, before, after):
    check_rewritten(before, after, "FQ703", inside=VIEW)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_stays_without_a_manual_step(check_unchanged, check_manual_steps, text):
    check_unchanged(text, "FQ703", inside=VIEW)
    check_manual_steps(text, [], "FQ703", inside=VIEW)


@pytest.mark.parametrize(("text", "line"), STEPS.values(), ids=STEPS)
def test_value_of_unknown_kind_is_a_manual_step(check_unchanged, check_manual_steps, text, line):
    check_unchanged(text, "FQ703", inside=VIEW)
    check_manual_steps(text, [(line, "FQ703", UNKNOWN)], "FQ703", inside=VIEW)


@pytest.mark.xfail(strict=True, reason="No rule sees keywords that are unpacked: an empty form, without a manual step")
@pytest.mark.parametrize("text", UNREPORTED.values(), ids=UNREPORTED)
def test_unpacked_keywords_are_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")


@pytest.mark.parametrize(
    "text",
    cases(
        OTHER_VALUES,
        ["a value is None", "a MultiDict has a key twice"],
        "Quart's client sends a list as its text, None as `None`, and each key once",
    ),
)
def test_value_that_is_sent_differently_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")
