"""Error handlers, and other functions."""

import pytest

NO_OPS = {
    "the function is not registered": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def errorhandler(error): ...
    """,
    "an object of another library registers it": """
        from bottle import app

        @app.errorhandler(404)
        def missing(error): ...
    """,
    "an unknown parameter registers it": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def add(app):
            @app.errorhandler(404)
            def missing(error): ...
    """,
    "it is passed as the status": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def missing(error): ...

        app.register_error_handler(missing)
    """,
    "the function is a coroutine function already": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.errorhandler(404)
        async def missing(error): ...
    """,
    "a lambda is registered": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        app.register_error_handler(404, lambda error: '')
    """,
    "the name is in a text and a comment": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        # @app.errorhandler(404)
        def missing(error):
            return '@app.errorhandler(404)'
    """,
}
CHANGES = {
    "a status is handled": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.errorhandler(404)
        def missing(error): ...  # kept
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.errorhandler(404)
        async def missing(error): ...  # kept
        """,
    ),
    "several statuses are handled": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.errorhandler(
            KeyError,  # kept
        )
        @app.errorhandler(500)
        def failed(error): ...
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.errorhandler(
            KeyError,  # kept
        )
        @app.errorhandler(500)
        async def failed(error): ...
        """,
    ),
    "a blueprint registers it": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @Blueprint('a', __name__).app_errorhandler(404)
        def missing(error): ...
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @Blueprint('a', __name__).app_errorhandler(404)
        async def missing(error): ...
        """,
    ),
    "it is passed to the registering method": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def missing(error): ...

        app.register_error_handler(404, missing)
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        async def missing(error): ...

        app.register_error_handler(404, missing)
        """,
    ),
    "it is passed by keyword": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def missing(error): ...

        app.register_error_handler(code_or_exception=404, f=missing)
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        async def missing(error): ...

        app.register_error_handler(code_or_exception=404, f=missing)
        """,
    ),
    "a function registers it": (
        """
        import flask

        def add(app: flask.Flask):
            @app.errorhandler(404)
            def missing(error): ...
        """,
        """
        import flask

        def add(app: flask.Flask):
            @app.errorhandler(404)
            async def missing(error): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_handler_stays(check_unchanged, text):
    check_unchanged(text, "FQ402")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_handler_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ402")
