"""Environments and base URLs of requests, and other arguments."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)
client = app.test_client()


def check(name, headers):
"""
ENVIRON = "there is no WSGI environment"
BASE_URL = "there is no `base_url`"
NO_OPS = {
    "another library has a client": """
        import httpx2

        def check():
            httpx2.Client(base_url='http://a.example').get('/', environ_base={'REMOTE_ADDR': 'a'})
    """,
    "a WSGI environment is made": """
        from werkzeug.test import EnvironBuilder

        def check():
            return EnvironBuilder(path='/', base_url='http://a.example')
    """,
    "the scope is passed already": """
        from quart import Quart

        client = Quart('a').test_client()

        async def check():
            await client.get('/', scope_base={'client': ('192.0.2.1', 0)}, headers={'Host': 'a.example'})
    """,
    "the name is in a text and a comment": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            return "client.get('/', buffered=True)"  # client.get('/', buffered=True)
    """,
}
FORMS = {
    "the address is passed": (
        "client.get('/', environ_base={'REMOTE_ADDR': '192.0.2.1'})  # kept",
        """client.get('/', scope_base={"client": ('192.0.2.1', 0)})  # kept""",
    ),
    "the address is an override": (
        "client.get('/', environ_overrides={'REMOTE_ADDR': name,})",
        """client.get('/', scope_base={"client": (name, 0),})""",
    ),
    "a request context gets it": (
        "app.test_request_context('/', environ_base={'REMOTE_ADDR': name})",
        """app.test_request_context('/', scope_base={"client": (name, 0)})""",
    ),
    "the host is passed": (
        "client.get('/', base_url='http://a.example:81/')",
        """client.get('/', headers={"Host": "a.example:81"})""",
    ),
    "the scheme is passed": (
        "client.get('/', base_url='https://a.example', data=name)",
        """client.get('/', headers={"Host": "a.example"}, scheme="https", data=name)""",
    ),
    "arguments have no meaning": (
        "client.get('/', buffered=True, multithread=False, data=name)",
        "client.get('/', data=name)",
    ),
    "the call spans several lines": (
        """
        client.get(
            '/',
            environ_base={
                'REMOTE_ADDR': name,  # kept
            },
            buffered=True,
        )
        """,
        """
        client.get(
            '/',
            scope_base={
                "client": (name, 0),  # kept
            },
        )
        """,
    ),
}
STEPS = {
    "a header is in the environment": ("client.get('/', environ_base={'HTTP_HOST': name})", ENVIRON),
    "the address is not alone": ("client.get('/', environ_base={'REMOTE_ADDR': name, 'HTTP_A': 'b'})", ENVIRON),
    "the environment is unpacked": ("client.get('/', environ_base={**name})", ENVIRON),
    "the environment has a name": ("client.get('/', environ_overrides=name)", ENVIRON),
    "the environment is a call of dict": ("client.get('/', environ_base=dict(REMOTE_ADDR=name))", ENVIRON),
    "the URL has a name": ("client.get('/', base_url=name)", BASE_URL),
    "the URL is an f-string": ("client.get('/', base_url=f'https://{name}')", BASE_URL),
    "there are headers": ("client.get('/', base_url='http://a.example', headers=headers)", BASE_URL),
}
REPEATED = {
    "a type becomes a header": (
        "client.get('/', base_url='http://a.example', content_type='text/xml')",
        """client.get('/', headers={"Content-Type": 'text/xml', "Host": "a.example"})""",
    ),
    "both environments have the address": (
        "client.get('/', environ_base={'REMOTE_ADDR': 'a'}, environ_overrides={'REMOTE_ADDR': 'b'})",
        """client.get('/', scope_base={"client": ('b', 0)})""",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_environment_stays(check_unchanged, text):
    check_unchanged(text, "FQ708")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_environment_is_passed_as_scope_and_headers(check_rewritten, before, after):
    check_rewritten(before, after, "FQ708", inside=VIEW)


@pytest.mark.parametrize(("text", "reason"), STEPS.values(), ids=STEPS)
def test_other_environment_is_a_manual_step(check_unchanged, check_manual_steps, text, reason):
    check_unchanged(text, "FQ708", inside=VIEW)
    check_manual_steps(text, [(text, "FQ708", reason)], "FQ708", inside=VIEW)


@pytest.mark.parametrize("text", [before for before, _ in REPEATED.values()], ids=REPEATED)
def test_two_arguments_for_one_keyword_are_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, "FQ706", "FQ708", inside=VIEW)


def test_environment_of_the_client_is_a_manual_step(has_manual_step):
    assert has_manual_step("client.environ_base['HTTP_AUTHORIZATION'] = name", inside=VIEW)


def test_prefix_of_a_base_url_is_a_manual_step(has_manual_step):
    assert has_manual_step("client.get('/a', base_url='http://a.example/b/')", "FQ708", inside=VIEW)
