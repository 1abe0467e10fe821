"""Context processors, and other functions."""

import pytest

NO_OPS = {
    "the function is not registered": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def context_processor(): ...
    """,
    "an object of another library registers it": """
        from bottle import app

        @app.context_processor
        def add(): ...
    """,
    "an unknown parameter registers it": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def begin(app):
            @app.context_processor
            def add(): ...
    """,
    "it is a shell context processor": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.shell_context_processor
        def add(): ...
    """,
    "it is a template filter": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.template_filter()
        def add(text): ...
    """,
    "the function is a coroutine function already": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.context_processor
        async def add(): ...
    """,
    "a lambda is registered": """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        app.context_processor(lambda: {})
    """,
}
CHANGES = {
    "it is decorated": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.context_processor
        @cached(9)
        def add(): ...  # kept
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        @app.context_processor
        @cached(9)
        async def add(): ...  # kept
        """,
    ),
    "a blueprint registers it": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        bp = Blueprint('a', __name__)

        @bp.app_context_processor
        def add(): ...
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        bp = Blueprint('a', __name__)

        @bp.app_context_processor
        async def add(): ...
        """,
    ),
    "it is passed to the registering method": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def add(): ...

        app.context_processor(
            add  # kept
        )
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        async def add(): ...

        app.context_processor(
            add  # kept
        )
        """,
    ),
    "a function contains it": (
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def made():
            def add(): ...

            app.context_processor(f=add)

            def other(): ...
        """,
        """
        from flask import Blueprint, Flask

        app = Flask(__name__)

        def made():
            async def add(): ...

            app.context_processor(f=add)

            def other(): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_function_that_is_no_processor_stays(check_unchanged, text):
    check_unchanged(text, "FQ403")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_processor_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ403")
