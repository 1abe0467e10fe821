"""Bodies in attributes, and requests that no rule can rewrite."""

import pytest

from .cases import cases

IDS = ("FQ004", "FQ005", "FQ702", "FQ704")
HEAD = """\
import pytest
from flask import Flask
from flask.testing import FlaskClient

app = Flask(__name__)


"""
READ_TWICE = {
    "it is JSON": ("self.body = {}.json", "self.body['a']", "self.body = await (await {}).json", "self.body['a']"),
    "it is text": (
        "self.page = {}.text",
        "self.page",
        "self.page = await (await {}).get_data(as_text=True)",
        "self.page",
    ),
}
UNREPORTED = {
    "an assertion gets the method": "pytest.raises(ValueError, client.get, '/')",
    "`map` gets the method": "list(map(client.get, name))",
    "a partial function gets the method": "functools.partial(client.get, '/')()",
    "the history of redirects is read": "client.get('/', follow_redirects=True).history",
    "the request of a response is read": "client.get('/').request.path",
    "responses are added to a list": """
        responses = []
        responses.append(client.get('/'))
        assert responses[0].data
    """,
    "responses are in a comprehension": "assert [page.data for page in [client.get(path) for path in name]]",
    "responses are in a dictionary": """
        responses = {path: client.get(path) for path in name}
        for response in responses.values():
            assert response.data
    """,
    "a decorator gets the client of a test": """
        def logged_in(function):
            @functools.wraps(function)
            def wrapper(client, *args):
                client.post('/', json='a')
                return function(client, *args)
            return wrapper

        @logged_in
        def test_page(client): ...
    """,
    "the app dispatches a request": "app.full_dispatch_request()",
    "the app runs the functions before a request": "app.preprocess_request()",
    "JSON may be None": """
        def send(payload=None):
            return client.post('/', json=payload)
    """,
    "`json=` is None": "client.post('/', json=None)",
}
VIEW = "import functools\n" + HEAD + "client = app.test_client()\n\n\ndef check(name):\n"


def test_request_in_a_lambda_is_a_manual_step(check_manual_steps):
    text = "pytest.raises(ValueError, lambda: client.get('/'))"
    check_manual_steps(text, [(text, "FQ702", "a lambda cannot await")], "FQ702", inside=VIEW)


@pytest.mark.parametrize(("stored", "read", "stored_after", "read_after"), READ_TWICE.values(), ids=READ_TWICE)
def test_body_in_an_attribute_is_awaited_once(check_rewritten, stored, read, stored_after, read_after):
    methods = "class Checks:\n    {}def begin(self):\n        {}\n\n    def check(self):\n        return {}\n"
    head, request = HEAD + "client = app.test_client()\n", "client.get('/')"
    before = head + methods.format("", stored.format(request), read)
    check_rewritten(before, head + methods.format("async ", stored_after.format(request), read_after), *IDS)


@pytest.mark.parametrize(
    "text",
    cases(
        UNREPORTED,
        [
            "responses are added to a list",
            "responses are in a comprehension",
            "responses are in a dictionary",
            "a decorator gets the client of a test",
            "JSON may be None",
            "`json=` is None",
        ],
        "The test fails under Quart, or passes without a check, and nothing reports it",
    ),
)
def test_request_that_no_rule_rewrites_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")
