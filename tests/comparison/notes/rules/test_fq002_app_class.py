"""The class of the app, and other things called Flask."""

import pytest

NO_OPS = {
    "the project defines the class": """
        class Flask: ...

        vessel = Flask()
    """,
    "another library has the class": """
        from bottles import Flask

        vessel = Flask()
    """,
    "another object has the attribute": """
        import bottles

        vessel = bottles.Flask()
    """,
    "a parameter has the name": """
        from flask import g

        def fill(Flask):
            return Flask()
    """,
    "another class is imported as Flask": """
        from flask import Blueprint as Flask

        pages = Flask('pages', __name__)
    """,
    "the name is in a text and a comment": 'NAME = "Flask"  # Flask(__name__)',
    "the source is written for Quart already": """
        from quart import Quart

        app = Quart(__name__)
    """,
    "the client is Quart's": """
        from quart.testing import QuartClient

        def ask(client: QuartClient): ...
    """,
}
CHANGES = {
    "the class is imported by name": (
        """
        from flask import Flask

        app = Flask(__name__)
        """,
        """
        from flask import Quart

        app = Quart(__name__)
        """,
    ),
    "the class is imported under another name": (
        """
        from flask import Flask as App

        app = App(__name__)
        """,
        """
        from flask import Quart as App

        app = App(__name__)
        """,
    ),
    "the class is an attribute of the module": (
        """
        import flask

        app = flask.Flask(__name__)
        """,
        """
        import flask

        app = flask.Quart(__name__)
        """,
    ),
    "the class is an attribute of a renamed module": (
        """
        import flask as f

        f.Flask(f.g)
        """,
        """
        import flask as f

        f.Quart(f.g)
        """,
    ),
    "the class is imported from flask.app": ("from flask.app import Flask", "from flask.app import Quart"),
    "the import has other names": (
        """
        from flask import (
            Flask,  # kept
            g,
        )
        """,
        """
        from flask import (
            Quart,  # kept
            g,
        )
        """,
    ),
    "it is a base, an argument and an annotation": (
        """
        from flask import Flask

        class App(Flask):
            def near(self, other: Flask) -> Flask | None: ...
        """,
        """
        from flask import Quart

        class App(Quart):
            def near(self, other: Quart) -> Quart | None: ...
        """,
    ),
    "the call spans several lines": (
        """
        import flask

        app = flask.Flask(
            __name__,  # kept
        ).test_client()
        """,
        """
        import flask

        app = flask.Quart(
            __name__,  # kept
        ).test_client()
        """,
    ),
    "the test client's class is renamed too": (
        """
        from flask.testing import FlaskClient

        def ask(client: FlaskClient): ...
        """,
        """
        from flask.testing import QuartClient

        def ask(client: QuartClient): ...
        """,
    ),
    "another function has a parameter of the name": (
        """
        from flask import Flask

        def fill(Flask):
            return Flask()

        print(Flask)
        """,
        """
        from flask import Quart

        def fill(Flask):
            return Flask()

        print(Quart)
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_thing_of_that_name_stays(check_unchanged, text):
    check_unchanged(text, "FQ002")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_class_is_renamed_where_it_is_used(check_rewritten, before, after):
    check_rewritten(before, after, "FQ002")
