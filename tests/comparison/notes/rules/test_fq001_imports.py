"""What is imported from `flask`, and what only has its name."""

import pytest

NO_OPS = {
    "a library's name begins with flask": """
        import flask_login
        from flask_login import current_user
    """,
    "a module of the same package is called flask": """
        from .flask import Flask
        from . import flask

        flask.run()
    """,
    "another package contains a module flask": """
        import my.flask
        from my.flask import Flask

        my.flask.run()
    """,
    "another module is imported as flask": """
        import my_flask as flask

        flask.run()
    """,
    "a parameter is called flask": """
        def page(flask):
            return flask.name
    """,
    "a local variable is called flask": """
        def page():
            flask = find()
            return flask.name
    """,
    "a loop variable is called flask": "names = [flask.name for flask in bottles]",
    "an attribute is called flask": """
        bottle.flask.fill()
        self.flask = flask_of(bottle)
    """,
    "a keyword is called flask": "fill(flask=1)",
    "a text and a comment contain flask": 'NAME = "flask"  # import flask',
    "the source is written for Quart already": """
        import quart
        from quart import Quart

        app = quart.Quart(__name__)
    """,
}
CHANGES = {
    "a plain import is used": (
        """
        import flask

        print(flask.request.path)
        """,
        """
        import quart

        print(quart.request.path)
        """,
    ),
    "a plain import has another name": (
        """
        import flask as f

        f.abort(404)
        """,
        """
        import quart as f

        f.abort(404)
        """,
    ),
    "the import statement has other modules": ("import os, flask, sys  # all", "import os, quart, sys  # all"),
    "a submodule is imported": (
        """
        import flask.json

        flask.json.dumps(1)
        """,
        """
        import quart.json

        quart.json.dumps(1)
        """,
    ),
    "a submodule is imported under another name": ("import flask.views as v", "import quart.views as v"),
    "names are imported": ("from flask import Flask as App, g", "from quart import Flask as App, g"),
    "names of a submodule are imported": ("from flask.views import View", "from quart.views import View"),
    "a star import stays one": ("from flask import *", "from quart import *"),
    "the import spans several lines": (
        """
        from flask import (
            g,  # kept
            abort,
        )
        """,
        """
        from quart import (
            g,  # kept
            abort,
        )
        """,
    ),
    "a function contains the import": (
        """
        def page():
            import flask

            return [flask.g for _ in flask.request.args]
        """,
        """
        def page():
            import quart

            return [quart.g for _ in quart.request.args]
        """,
    ),
    "another function has a parameter flask": (
        """
        import flask

        def one(flask):
            return flask.g

        def two():
            return flask.g
        """,
        """
        import quart

        def one(flask):
            return flask.g

        def two():
            return quart.g
        """,
    ),
    "a decorator and an annotation use it": (
        """
        import flask

        @flask.after_this_request
        def add(response: flask.Response): ...
        """,
        """
        import quart

        @quart.after_this_request
        def add(response: quart.Response): ...
        """,
    ),
    "an f-string uses it": (
        """
        import flask

        print(f"flask {flask.g!r}")
        """,
        """
        import quart

        print(f"flask {quart.g!r}")
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_what_only_has_the_name_stays(check_unchanged, text):
    check_unchanged(text, "FQ001")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_import_and_all_uses_of_it_are_renamed(check_rewritten, before, after):
    check_rewritten(before, after, "FQ001")
