"""Attributes of the project's objects have the origins of the values that are assigned to them."""

import pytest

from .small_projects import origins
from .sources import dedented

CLIENT = "flask.testing.FlaskClient()"
HEAD = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            dedented("""
                class Page:
                    def start(self):
                        self.client = app.test_client()
                    def read(self):
                        self.client
            """),
            id="another method assigns it",
        ),
        pytest.param(
            dedented("""
                class Base:
                    def start(self):
                        self.client = app.test_client()
                class Page(Base):
                    def read(self):
                        self.client
            """),
            id="a base class assigns it",
        ),
        pytest.param(
            dedented("""
                class Base:
                    def read(self):
                        return self.client
                class Page(Base):
                    client = app.test_client()
                Base().read()
            """),
            id="a subclass assigns it",
        ),
        pytest.param(
            dedented("""
                class Page:
                    @classmethod
                    def start(cls):
                        cls.number, cls.client = 1, app.test_client()
                    def read(self):
                        self.client
            """),
            id="a class method assigns it with another",
        ),
        pytest.param(
            dedented("""
                class Page:
                    def __init__(self, client):
                        self._client = client
                    def read(self):
                        self._client
                Page(app.test_client())
                Page(app.test_client())._client
            """),
            id="the constructor gets it",
        ),
        pytest.param(
            dedented("""
                from dataclasses import dataclass
                from typing import Any
                @dataclass
                class Page:
                    number: int
                    client: Any
                Page(1, app.test_client()).client
            """),
            id="a dataclass has it as a field",
        ),
        pytest.param(
            dedented("""
                class Web:
                    def __init__(self):
                        self.app = Flask(__name__)
                web = Web()
                web.app.test_client()
            """),
            id="the app is an attribute",
        ),
        pytest.param(
            dedented("""
                class Page:
                    @property
                    def client(self):
                        return app.test_client()
                Page().client
            """),
            id="a property returns it",
        ),
        pytest.param(
            dedented("""
                class Page: ...
                page = Page()
                with app.test_client() as page.client:
                    page.client
            """),
            id="a `with` binds it",
        ),
        pytest.param("clients = [app.test_client()]\nclients[0]\n", id="an item of a list"),
        pytest.param("clients = {'a': app.test_client()}\nclients['a']\n", id="an item of a dictionary"),
        pytest.param(
            "def both():\n    return app, app.test_client()\nboth()[1]\n", id="an item of a tuple that is returned"
        ),
    ],
)
def test_attribute_is_the_client(text):
    assert CLIENT in origins(HEAD + text)


def test_item_of_a_tuple_is_not_its_neighbour():
    assert origins(HEAD + "pair = (app, open)\npair[1]\n") == {"builtins.open"}


def test_attribute_of_another_class_is_not_the_client():
    text = dedented("""
        class Page:
            client = app.test_client()
        class Other:
            client = open
        Other().client
    """)
    assert CLIENT not in origins(HEAD + text)


def test_attribute_that_is_assigned_to_itself_ends():
    text = dedented("""
        class Page:
            def start(self):
                self.client = self.client or app.test_client()
            def read(self):
                self.client
    """)
    assert CLIENT in origins(HEAD + text)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(("", "from flask import Flask\napp = Flask(__name__)\n", "from .m1 import *\napp\n"), id="once"),
        pytest.param(
            ("from .m1 import *\n", "from flask import Flask\napp = Flask(__name__)\n", "from shop import *\napp\n"),
            id="through the package",
        ),
        pytest.param(
            ("from .m1 import app\n", "from flask import Flask\napp = Flask(__name__)\n", "import shop\nshop.app\n"),
            id="by name",
        ),
    ],
)
def test_star_import_and_re_export_are_followed(texts):
    assert origins(*texts) == {"flask.Flask()"}


def test_star_imports_in_a_circle_end():
    assert origins("from .m1 import *\n", "from shop import *\nnothing\n") == set()


def test_star_import_of_flask_names_are_flasks():
    assert origins("from flask import *\nrequest\n") == {"flask.Request()"}
