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
IN_CONTAINERS = {
    "a list": "responses = []\nresponses.append({})\nassert {}responses[0].data\n",
    "a list that is read in a loop": (
        "responses = []\nresponses.append({})\nfor response in responses:\n    assert {}response.data\n"
    ),
    "a comprehension": "assert [{1}page.data for page in [{0} for path in name]]\n",
    "a dictionary": (
        "responses = {{path: {} for path in name}}\nfor response in responses.values():\n    assert {}response.data\n"
    ),
    "items of a dictionary": (
        "responses = {{}}\nresponses['a'] = {}\nfor path, response in responses.items():\n    assert {}response.data\n"
    ),
    "a sorted list": "for response in sorted([{}], key=name):\n    assert {}response.data\n",
    "a numbered list": "for number, response in enumerate([{}]):\n    assert {}response.data\n",
    "two lists": "for path, response in zip(name, [{}]):\n    assert {}response.data\n",
}
UNREPORTED = {
    "an assertion gets the method": "pytest.raises(ValueError, client.get, '/')",
    "`map` gets the method": "list(map(client.get, name))",
    "a partial function gets the method": "functools.partial(client.get, '/')()",
    "the history of redirects is read": "client.get('/', follow_redirects=True).history",
    "the request of a response is read": "client.get('/').request.path",
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


@pytest.mark.parametrize("text", IN_CONTAINERS.values(), ids=IN_CONTAINERS)
def test_body_of_a_response_in_a_container_is_awaited(check_rewritten, text):
    request = "client.get('/')"
    before, after = text.format(request, ""), text.format(f"await {request}", "await ")
    check_rewritten(before, after, *IDS, inside=VIEW.replace("def check", "async def check"))


def test_json_of_none_is_left_out(check_rewritten):
    before, after = "client.post('/', json=None, headers=name)", "await client.post('/', headers=name)"
    check_rewritten(before, after, *IDS, inside=VIEW.replace("def check", "async def check"))


@pytest.mark.parametrize(
    "text",
    cases(
        UNREPORTED,
        [
            "a decorator gets the client of a test",
        ],
        "The test fails under Quart, or passes without a check, and nothing reports it",
    ),
)
def test_request_that_no_rule_rewrites_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")
