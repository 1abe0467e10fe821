"""A project knows the bases of its classes, the instances of its annotations, and the fixtures of its tests."""

from textwrap import dedent

import pytest

from .small_projects import origins, project_of

CLIENT = "flask.testing.FlaskClient()"
HEAD = "import pytest\nfrom flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("class A: ...\n", [], id="there is none"),
        pytest.param("class A(B): ...\n", [], id="it is not bound"),
        pytest.param("class A(A): ...\n", [], id="it inherits from itself"),
        pytest.param("class B: ...\nclass A(B): ...\n", ["here.B"], id="a class of the project"),
        pytest.param("from flask import Flask as F\nclass A(F): ...\n", ["flask.Flask"], id="a class of Flask"),
        pytest.param(
            "import abc\nclass C(abc.ABC): ...\nclass B(C): ...\nclass A(B): ...\n",
            ["here.B", "here.C", "abc.ABC"],
            id="indirect ones",
        ),
        pytest.param(
            "class C: ...\nclass B: ...\nclass A(B, C, metaclass=M): ...\n", ["here.B", "here.C"], id="two of them"
        ),
        pytest.param("class B: ...\nclass A(B[int]): ...\n", ["here.B"], id="a generic class"),
    ],
)
def test_bases(text, expected):
    project = project_of({"here": text})
    assert project.bases("here.A") == expected
    assert project.bases("here.A") is project.bases("here.A")


def test_classes_that_inherit_from_each_other_end():
    project = project_of({"a": "from b import B\nclass A(B): ...\n", "b": "from a import A\nclass B(A): ...\n"})
    assert "b.B" in project.bases("a.A")


def test_subclasses():
    text = "class A: ...\nclass B(A): ...\nclass C(B): ...\nclass D: ...\n"
    project = project_of({"here": text, "there": "import here\nclass E(here.C): ...\n"})
    assert project.subclasses("here.A") == ["here.B", "here.C", "there.E"]
    assert project.subclasses("here.D") == []


def fixtures_of(text):
    fixtures = project_of({"conftest": text}).fixtures
    return {name: [function.node.name.value for function in functions] for name, functions in fixtures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("def page(): ...\n", {}, id="a function"),
        pytest.param("@wrap\ndef page(): ...\n", {}, id="another decorator"),
        pytest.param("import pytest\n@pytest.fixture\ndef page(): ...\n", {"page": ["page"]}, id="no arguments"),
        pytest.param(
            "from pytest import fixture\n@fixture()\ndef page(): ...\n", {"page": ["page"]}, id="its own name"
        ),
        pytest.param(
            "import pytest_asyncio as p\n@p.fixture(scope='module')\nasync def page(): ...\n",
            {"page": ["page"]},
            id="pytest-asyncio",
        ),
        pytest.param(
            "import pytest\n@pytest.fixture(name='page')\ndef make(): ...\n", {"page": ["make"]}, id="another name"
        ),
        pytest.param(
            "import pytest\n@pytest.fixture(name=NAME)\ndef page(): ...\n", {"page": ["page"]}, id="an unknown name"
        ),
        pytest.param(
            "import pytest\n@pytest.fixture\ndef page(): ...\n@pytest.fixture(name='page')\ndef make(): ...\n",
            {"page": ["page", "make"]},
            id="two of a name",
        ),
        pytest.param(
            "import pytest\nclass TestA:\n    @pytest.fixture\n    def page(self): ...\n",
            {"page": ["page"]},
            id="a method",
        ),
    ],
)
def test_fixtures(text, expected):
    assert fixtures_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            """
            @pytest.fixture(name="page")
            def make_page():
                return app.test_client()
            def test_page(page):
                page
            """,
            id="a fixture with a name",
        ),
        pytest.param(
            """
            @pytest.fixture
            def pair():
                yield app, app.test_client()
            def test_page(pair):
                web, page = pair
                page
            """,
            id="a fixture yields it in a tuple",
        ),
        pytest.param(
            """
            @pytest.fixture
            def pair():
                return [app, app.test_client()]
            def test_page(pair):
                pair[1]
            """,
            id="a fixture returns it in a list",
        ),
        pytest.param(
            """
            @pytest.fixture
            def web():
                return app
            @pytest.fixture
            def page(web):
                with web.test_client() as client:
                    yield client
            def test_page(page):
                page
            """,
            id="a fixture needs another",
        ),
        pytest.param(
            """
            @pytest.fixture
            def make():
                def make_page():
                    return app.test_client()
                return make_page
            def test_page(make):
                make()
            """,
            id="a fixture returns a function",
        ),
        pytest.param(
            """
            from dataclasses import dataclass
            @dataclass
            class Context:
                web: Flask
                client: object = None
            @pytest.fixture
            def context():
                return Context(web=app, client=app.test_client())
            def test_page(context):
                context.client
            """,
            id="a dataclass has it as a field",
        ),
        pytest.param(
            """
            class Helper:
                def __init__(self, client):
                    self._client = client
                def login(self):
                    return self._client
            @pytest.fixture
            def helper():
                return Helper(app.test_client())
            def test_page(helper):
                helper.login()
            """,
            id="a method of a helper returns it",
        ),
    ],
)
def test_fixture_gives_the_client(text):
    assert CLIENT in origins(HEAD + dedent(text))


@pytest.mark.parametrize("source", ["def request(client, path):\n    return client.get(path)\n", "request = print\n"])
def test_helper_called_request_is_not_flasks(source):
    assert not any(
        origin.startswith("flask.Request") for origin in origins(f"{HEAD}{source}def test_page():\n    request\n")
    )
