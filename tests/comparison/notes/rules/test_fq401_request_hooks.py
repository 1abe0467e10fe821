"""Hooks around a request, and other functions."""

import pytest

NO_OPS = {
    "the function is not registered": """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        def before_request(): ...
    """,
    "an object of another library registers it": """
        from bottle import app

        @app.before_request
        def look(): ...
    """,
    "an unknown parameter registers it": """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        def add(app):
            @app.before_request
            def look(): ...
    """,
    "another decorator of the app is used": """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        @app.template_global
        def look(): ...

        @app.cli.command('look')
        def command(): ...
    """,
    "a function has the name of a hook": """
        def after_this_request(f): ...

        @after_this_request
        def look(response): ...
    """,
    "the function is a coroutine function already": """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        @app.after_request
        async def look(response): ...
    """,
    "a lambda is registered": """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        app.before_request(lambda: None)
    """,
    "the source is written for Quart already": """
        from quart import Quart

        app = Quart(__name__)

        @app.before_request
        async def look(): ...
    """,
}
CHANGES = {
    "it is decorated": (
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        @app.before_request  # kept
        @logged
        def look(): ...
        """,
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        @app.before_request  # kept
        @logged
        async def look(): ...
        """,
    ),
    "it is passed to the registering method": (
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        def look(response): ...

        app.after_request(look)
        app.teardown_appcontext(f=look)
        """,
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        async def look(response): ...

        app.after_request(look)
        app.teardown_appcontext(f=look)
        """,
    ),
    "a blueprint registers it": (
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        bp = Blueprint('a', __name__)

        @bp.before_app_request
        def look(): ...
        """,
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        bp = Blueprint('a', __name__)

        @bp.before_app_request
        async def look(): ...
        """,
    ),
    "`after_this_request` registers it": (
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        async def view():
            @after_this_request
            def add(response): ...
        """,
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        async def view():
            @after_this_request
            async def add(response): ...
        """,
    ),
    "`flask.after_this_request` registers it": (
        """
        import flask as f

        def add(response): ...

        async def view():
            f.after_this_request(add)
        """,
        """
        import flask as f

        async def add(response): ...

        async def view():
            f.after_this_request(add)
        """,
    ),
    "a call passes the app": (
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        def add(to):
            @to.teardown_request
            def look(error): ...

        add(app)
        """,
        """
        from flask import Blueprint, Flask, after_this_request

        app = Flask(__name__)

        def add(to):
            @to.teardown_request
            async def look(error): ...

        add(app)
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_hook_stays(check_unchanged, text):
    check_unchanged(text, "FQ401")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_hook_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ401")
