"""Forms from names, parameters and calls, and values of other kinds."""

import pytest

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
HELPERS = {
    "a helper hands keywords on": (
        """
        def send(path, **options):
            return client.post(path, **options)

        send('/', data={'a': 'b'})
        send('/', data='a', headers={})
        """,
        """
        def send(path, **options):
            return client.post(path, **options)

        send('/', form={'a': 'b'})
        send('/', data='a', headers={})
        """,
    ),
    "a helper calls a helper": (
        """
        def send(path, **options):
            return client.post(path, **options)

        def log_in(**options):
            return send('/login', **options)

        log_in(data={'a': 'b'})
        """,
        """
        def send(path, **options):
            return client.post(path, **options)

        def log_in(**options):
            return send('/login', **options)

        log_in(form={'a': 'b'})
        """,
    ),
    "a helper has the parameter itself": (
        """
        def send(path, data=None, **options):
            return client.post(path, data=data, **options)

        send('/', data={'a': 'b'})
        """,
        """
        def send(path, data=None, **options):
            return client.post(path, form=data, **options)

        send('/', data={'a': 'b'})
        """,
    ),
}
UNPACKED = """
options = {'data': {'a': 'b'}}
client.post('/', **options)
"""
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


@pytest.mark.parametrize(("before", "after"), HELPERS.values(), ids=HELPERS)
def test_form_of_a_helper_is_sent_as_form(check_rewritten, check_manual_steps, before, after):
    check_rewritten(before, after, "FQ703", inside=VIEW)
    check_manual_steps(before, [], "FQ703", inside=VIEW)


def test_unpacked_keywords_are_a_manual_step(check_manual_steps):
    step = ("client.post('/', **options)", "FQ703", "keywords are unpacked here")
    check_manual_steps(UNPACKED, [step], "FQ703", inside=VIEW)


@pytest.mark.parametrize("text", OTHER_VALUES.values(), ids=OTHER_VALUES)
def test_value_that_is_sent_differently_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")
