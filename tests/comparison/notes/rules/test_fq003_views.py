"""Functions that an app or a blueprint routes to."""

import pytest

NO_OPS = {
    "the function is not decorated": """
        from flask import Flask
        app = Flask(__name__)

        def page():
            return 'page'
    """,
    "an app of another library decorates it": """
        from bottle import Bottle
        app = Bottle()

        @app.route('/')
        def page(): ...
    """,
    "an unknown parameter decorates it": """
        from flask import Flask
        app = Flask(__name__)

        def add(app):
            @app.get('/')
            def page(): ...
    """,
    "another method of the app decorates it": """
        from flask import Flask
        app = Flask(__name__)

        @app.template_filter('upper')
        def upper(text): ...
    """,
    "the function is a coroutine function already": """
        from flask import Flask
        app = Flask(__name__)

        @app.get('/')
        async def page():
            return 'page'
    """,
    "the view is a class": """
        from flask import Flask
        app = Flask(__name__)

        app.add_url_rule('/', view_func=Page.as_view('page'))
    """,
    "only the endpoint is registered": """
        from flask import Flask
        app = Flask(__name__)

        def page(): ...

        app.add_url_rule('/', 'page')
    """,
    "the source is written for Quart already": """
        from quart import Quart
        app = Quart(__name__)

        @app.route('/')
        async def page(): ...
    """,
    "the name is in a comment": """
        from flask import Flask
        app = Flask(__name__)

        # @app.get('/')
        def page(): ...
    """,
}
CHANGES = {
    "`route` decorates it": (
        """
        from flask import Flask
        app = Flask(__name__)

        @app.route('/')
        def page(): ...
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        @app.route('/')
        async def page(): ...
        """,
    ),
    "it has several decorators": (
        """
        from flask import Flask
        app = Flask(__name__)

        @app.get('/')
        @app.post(
            '/a',  # kept
        )
        @cached
        # kept
        def page(): ...
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        @app.get('/')
        @app.post(
            '/a',  # kept
        )
        @cached
        # kept
        async def page(): ...
        """,
    ),
    "a blueprint of a renamed module decorates it": (
        """
        import flask as f
        bp = f.Blueprint('a', __name__)

        @bp.endpoint('a')
        def undefined(): ...
        """,
        """
        import flask as f
        bp = f.Blueprint('a', __name__)

        @bp.endpoint('a')
        async def undefined(): ...
        """,
    ),
    "the app is an annotated parameter": (
        """
        from flask import Flask
        def add(app: Flask):
            @app.delete('/')
            def page(): ...
        """,
        """
        from flask import Flask
        def add(app: Flask):
            @app.delete('/')
            async def page(): ...
        """,
    ),
    "a call passes the app": (
        """
        from flask import Flask
        app = Flask(__name__)

        def add(to):
            @to.put('/')
            def page(): ...

        add(app)
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        def add(to):
            @to.put('/')
            async def page(): ...

        add(app)
        """,
    ),
    "a factory returns the app": (
        """
        from flask import Flask
        def made() -> Flask: ...

        @made().patch('/')
        def page(): ...
        """,
        """
        from flask import Flask
        def made() -> Flask: ...

        @made().patch('/')
        async def page(): ...
        """,
    ),
    "`current_app` registers it": (
        """
        from flask import current_app
        def page(): ...

        current_app.add_url_rule('/', None, page)
        """,
        """
        from flask import current_app
        async def page(): ...

        current_app.add_url_rule('/', None, page)
        """,
    ),
    "it is registered by keyword": (
        """
        from flask import Flask
        app = Flask(__name__)

        def page(): ...

        view = page
        app.add_url_rule('/', view_func=view)
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        async def page(): ...

        view = page
        app.add_url_rule('/', view_func=view)
        """,
    ),
    "the decorator has another name": (
        """
        from flask import Flask
        app = Flask(__name__)

        get = app.get

        @get('/')
        def page(): ...
        """,
        """
        from flask import Flask
        app = Flask(__name__)

        get = app.get

        @get('/')
        async def page(): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_view_stays(check_unchanged, text):
    check_unchanged(text, "FQ003")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_view_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ003")
