"""Cookies of the test client, and other cookies."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)
client = app.test_client()


def check(name):
"""
NO_OPS = {
    "a response sets the cookie": """
        from flask import make_response

        def view():
            response = make_response('a')
            response.set_cookie('a', 'b')
            response.delete_cookie('c')
    """,
    "another library has a client": """
        import webtest

        def check(app):
            webtest.TestApp(app).set_cookie('a', 'b')
    """,
    "the server is named already": """
        from flask import Flask

        client = Flask('a').test_client()

        def check():
            client.set_cookie('localhost', 'a', 'b')
            client.delete_cookie('localhost', 'a')
    """,
    "the server is a keyword": """
        from quart import Quart

        client = Quart('a').test_client()

        def check():
            client.set_cookie(server_name='localhost', key='a', value='b')
    """,
    "the function is passed, not called": """
        from flask import Flask

        client = Flask('a').test_client()

        def check(name):
            return name(client.set_cookie)
    """,
}
FORMS = {
    "a cookie is set": ("client.set_cookie('a', 'b')  # kept", """client.set_cookie("localhost", 'a', 'b')  # kept"""),
    "a cookie is deleted": ("client.delete_cookie('a')", """client.delete_cookie("localhost", 'a')"""),
    "the domain is named": (
        "client.set_cookie('a', 'b', domain='shop.example', path='/c')",
        "client.set_cookie('shop.example', 'a', 'b', path='/c')",
    ),
    "the domain of a deleted cookie is named": (
        "client.delete_cookie('a', path='/b', domain=name)",
        "client.delete_cookie(name, 'a', path='/b')",
    ),
    "all arguments are keywords": (
        "client.set_cookie(key='a', value='b')",
        """client.set_cookie(server_name="localhost", key='a', value='b')""",
    ),
    "the domain is looked up": (
        "client.set_cookie('a', 'b', origin_only=False)",
        """client.set_cookie("localhost", 'a', 'b')""",
    ),
    "a cookie is read": (
        "return client.get_cookie('a')",
        "return next((item for item in client.cookie_jar if item.name == 'a'), None)",
    ),
    "the value of a cookie is read": (
        "return client.get_cookie(key=name).value",
        "return next((item for item in client.cookie_jar if item.name == name), None).value",
    ),
    "the app of the client is read": ("return client.application.name", "return client.app.name"),
    "the call spans several lines": (
        """
        client.set_cookie(
            'a',  # kept
            'b',
        )
        """,
        """
        client.set_cookie(
            "localhost", 'a',  # kept
            'b',
        )
        """,
    ),
}
REPEATED = {
    "the value is a keyword": (
        "client.set_cookie('a', value='b')",
        """client.set_cookie("localhost", 'a', value='b')""",
    ),
    "the cookie has no value": ("client.set_cookie('a')", """client.set_cookie("localhost", 'a')"""),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_cookie_stays(check_unchanged, text):
    check_unchanged(text, "FQ709")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_server_of_a_cookie_is_named(check_rewritten, before, after):
    check_rewritten(before, after, "FQ709", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), REPEATED.values(), ids=REPEATED)
def test_server_is_named_once(check_rewritten, before, after):
    check_rewritten(before, after, "FQ709", inside=VIEW)


def test_domain_that_is_none_is_the_default(check_rewritten):
    before = "client.set_cookie('a', 'b', domain=None)"
    check_rewritten(before, """client.set_cookie("localhost", 'a', 'b')""", "FQ709", inside=VIEW)


def test_attribute_with_the_app_keeps_its_name(check_rewritten):
    before = """
        class Checks:
            def begin(self):
                self.flask = client.application

            def check(self):
                return self.flask.name
    """
    check_rewritten(before, before.replace("application", "app"), "FQ709", inside=VIEW)


def test_app_of_a_client_is_an_app(check_rewritten):
    before = """
        async def enter():
            with client.application.app_context(): ...
    """
    after = """
        async def enter():
            async with client.app.app_context(): ...
    """
    check_rewritten(before, after, "FQ704", "FQ709", inside=VIEW)
