"""The uses of an object of unknown origin tell what it is: an app, a test client, or nothing that is known."""

import libcst as cst
import pytest

from comparison.migrate.evidence import (
    evidence_of,
    evident_origins,
    is_test_module,
    is_test_name,
    unrecognized_requests,
)
from comparison.migrate.module import Module

from .small_projects import project_of
from .sources import dedented

APP = "flask.Flask()"
CLIENT = "flask.testing.FlaskClient()"


def evidence(text, name="test_pages"):
    """Return what the uses of the last expression that stands alone tell."""
    module = Module.parse(name, text.encode())
    return set(evident_origins(module, evidence_of(module), module.nodes(cst.Expr)[-1].value))


def in_test(*lines, head=""):
    """Return a test module: a test with these lines, and with its parameter `thing` as its last expression."""
    body = "".join(f"    {line}\n" for line in (*lines, "thing"))
    return f"{head}def test_page(thing):\n{body}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(in_test(), id="it is never used"),
        pytest.param(in_test("thing.get('/')"), id="its result is not read"),
        pytest.param(in_test("thing.get('key').data"), id="the text does not begin with a slash"),
        pytest.param(in_test("thing.get(b'/').data"), id="the path is bytes"),
        pytest.param(in_test("thing.get().data"), id="the call has no argument"),
        pytest.param(in_test("thing.fetch('/').data"), id="the method is not named like one of HTTP"),
        pytest.param(in_test("thing.get('/').called"), id="the attribute is not one of a response"),
        pytest.param(in_test("thing.get"), id="the method is not called"),
        pytest.param(in_test("print(thing.get)('/').data"), id="another function is called with the path"),
        pytest.param(in_test("(thing or None).get('/').data"), id="the object is an expression"),
        pytest.param(in_test("thing().get('/').data"), id="the object is a result"),
        pytest.param(
            "def test_page(thing):\n    thing.get('/').data\ndef test_other(thing):\n    thing\n",
            id="another function has a parameter of the same name",
        ),
        pytest.param(
            "def test_page(thing, api):\n    thing.get('/').data\n    api\n", id="another parameter is the client"
        ),
    ],
)
def test_object_without_evidence_is_unknown(text):
    assert evidence(text) == set()


@pytest.mark.parametrize("method", ["app_context", "test_cli_runner", "test_client", "test_request_context"])
@pytest.mark.parametrize("name", ["test_pages", "pages"])
def test_object_with_a_method_of_an_app_is_one(method, name):
    assert evidence(in_test(f"thing.{method}()"), name) == {APP}
    assert evidence(f"class Page:\n    def read(self):\n        self.app.{method}()\n        self.app\n", name) == {APP}


def test_app_that_makes_requests_too_is_an_app():
    assert evidence(in_test("thing.test_client()", "thing.get('/').data")) == {APP}
    assert evidence(in_test("thing.get('/').data", "thing.test_client()")) == {APP}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(in_test("thing.get('/').status_code"), id="an attribute of the result is read"),
        pytest.param(in_test("assert b'a' in thing.post('/', data={}).data"), id="its body is read"),
        pytest.param(in_test("(await thing.get('/')).status_code"), id="the result is awaited"),
        pytest.param(in_test("page = thing.get('/')", "page.status_code"), id="the result has a name"),
        pytest.param(in_test("page = await thing.get('/')", "page.json"), id="an awaited result has a name"),
        pytest.param(in_test("page = last = thing.get('/')", "last.json"), id="the result has two names"),
        pytest.param(in_test("self.page = thing.get('/')", "self.page.text"), id="an attribute keeps the result"),
        pytest.param(in_test("with thing.get('/') as page:", "    page.data"), id="a `with` binds the result"),
        pytest.param(in_test("thing.get(f'/{number}').data"), id="the path is formatted"),
        pytest.param(in_test("thing.get('/' + name + '/').data"), id="the path is concatenated"),
        pytest.param(in_test("thing.get('/%d' % number).data"), id="the path is interpolated"),
        pytest.param(in_test("thing.get(url_for('index')).data"), id="the path is from `url_for`"),
        pytest.param(in_test("thing.get(flask.url_for('index')).data"), id="the path is from `flask.url_for`"),
        pytest.param(in_test("thing.get(path='/').data"), id="the path has a keyword"),
        pytest.param(in_test("with thing.session_transaction():", "    pass"), id="the session is opened"),
        pytest.param("client.get('/').data\nclient\n", id="the name is never bound"),
        pytest.param("from helpers import *\nclient.get('/').data\nclient\n", id="a star import binds the name"),
        pytest.param(
            "class TestPage:\n    def test_page(self):\n        self.api.get('/').data\n        self.api\n",
            id="it is an attribute",
        ),
        pytest.param(in_test("lambda: thing.get('/').data"), id="a lambda makes the request"),
    ],
)
def test_object_whose_result_is_used_as_a_response_is_the_client(text):
    assert evidence(text) == {CLIENT}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(in_test("if page := thing.get('/'):", "    page.data"), id="an expression binds the result"),
        pytest.param(in_test("page: Response = thing.get('/')", "page.data"), id="the name has an annotation"),
        pytest.param(in_test("thing.get('/{}'.format(number)).data"), id="the path is formatted by a method"),
        pytest.param(in_test("thing.get(URL).data", head="URL = '/page'\n"), id="the path is a constant"),
    ],
)
def test_object_whose_request_has_another_form_is_the_client(text):
    assert evidence(text) == {CLIENT}


@pytest.mark.parametrize(
    "line",
    [
        "import requests",
        "import requests as http",
        "import aiohttp.test_utils",
        "from httpx import Client",
        "from starlette.testclient import TestClient",
        "from fastapi.testclient import TestClient",
        "from django.test import Client",
    ],
)
def test_module_with_another_client_needs_an_attribute_of_flask(line):
    assert evidence(in_test("thing.get('/').status_code", head=f"{line}\n")) == set()
    assert evidence(in_test(line, "thing.get('/').status_code")) == set()
    assert evidence(in_test("thing.get('/').get_data()", head=f"{line}\n")) == {CLIENT}
    assert evidence(in_test("thing.test_client()", head=f"{line}\n")) == {APP}


def test_module_with_a_similar_name_is_no_other_client():
    assert evidence(in_test("thing.get('/').status_code", head="import requests_mock, shop.requests\n")) == {CLIENT}


def test_relative_import_is_no_other_client():
    assert evidence(in_test("thing.get('/').status_code", head="from .requests import send\n")) == {CLIENT}


def test_result_of_the_same_name_in_another_test_is_no_evidence():
    text = dedented("""
        def test_page(client):
            page = client.get("/")
            assert page.status_code == 200
        def test_cache(cache):
            page = cache.get("/")
            cache
    """)
    assert evidence(text) == set()


def test_module_that_is_no_test_has_apps_alone():
    text = in_test("thing.get('/').status_code")
    assert evidence(text, "shop.pages") == set()
    assert evidence(text, "shop.tests.pages") == {CLIENT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "import requests\nthing = requests.Session()\n", "requests.Session()", id="another package makes it"
        ),
        pytest.param("thing = dict()\n", "builtins.dict()", id="it is a dictionary"),
        pytest.param(
            "class Cache:\n    def get(self, path): ...\nthing = Cache()\n", "here.Cache()", id="a class of it is known"
        ),
    ],
)
def test_object_of_known_origin_needs_no_evidence(text, expected):
    project = project_of({"test_here": "", "here": text + "thing.test_client()\nthing\n"})
    module = project.modules["here"]
    assert project.origins(module, module.nodes(cst.Expr)[-1].value) == {expected}


def test_dictionary_is_no_client():
    project = project_of({"test_here": "pages = {'/': page}\npages.get('/').data\npages\n"})
    module = project.modules["test_here"]
    assert project.origins(module, module.nodes(cst.Expr)[-1].value) == set()


@pytest.mark.parametrize(
    "name",
    ["test_pages", "pages_test", "pages_tests", "tests", "conftest", "shop.tests.pages", "shop.test.pages", "a.test_b"],
)
def test_name_of_a_test_module(name):
    assert is_test_name(name)
    assert is_test_module(Module.parse(name, b""))


def test_module_may_be_named_by_its_path():
    assert is_test_name("/shop/tests/pages.py")
    assert is_test_name("shop/test_pages.py")
    assert not is_test_name("/shop/pages.py")


@pytest.mark.parametrize(
    "name",
    [
        "pages",
        "attest",
        "latest.pages",
        "contest",
        pytest.param("testimonials"),
    ],
)
def test_name_of_another_module(name):
    assert not is_test_name(name)


def test_requests_of_unknown_objects_are_listed():
    text = "get('/')\nmake().get('/')\napi.post(f'/{a}')\napi.post(url)\napi.get(key='a')\nclients[0].open('/')\n"
    module = Module.parse("test_pages", text.encode())
    assert [module.line(call) for call in unrecognized_requests(module)] == [2, 3, 6]
    assert list(unrecognized_requests(Module.parse("pages", text.encode()))) == []
