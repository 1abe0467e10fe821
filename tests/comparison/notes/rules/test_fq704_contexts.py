"""Contexts that are entered, and other blocks."""

import pytest

VIEW = """\
from flask import Flask

app = Flask(__name__)


async def check(name):
    client = app.test_client()
"""
NO_OPS = {
    "another library has an app": """
        from bottle import app

        async def check():
            with app.app_context(): ...
    """,
    "another block is entered": """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            with name.app_context(), name.app.test_request_context('/'): ...
    """,
    "the context is not entered": """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            context = app.app_context()
            client.session_transaction()
    """,
    "it is asynchronous already": """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            async with app.app_context(): ...
    """,
    "the context is an argument": """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            with name(app.app_context()): ...
    """,
    "the name is in a text and a comment": """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            return 'with app.app_context()'  # with app.app_context():
    """,
    "the source is written for Quart already": """
        from quart import Quart

        async def check():
            async with Quart('a').app_context(): ...
    """,
}
FORMS = {
    "an app context is entered": (
        """
        with app.app_context():  # kept
            print(name)
        """,
        """
        async with app.app_context():  # kept
            print(name)
        """,
    ),
    "a request context is entered": (
        "with app.test_request_context('/', json=name): ...",
        "async with app.test_request_context('/', json=name): ...",
    ),
    "a client is entered": (
        """
        with app.test_client() as one:
            print(one)
        """,
        """
        async with app.test_client() as one:
            print(one)
        """,
    ),
    "a client with a name is entered": ("with client: ...", "async with client: ..."),
    "a session transaction is entered": (
        """
        with client.session_transaction() as one:
            one['a'] = 'b'
        """,
        """
        async with client.session_transaction() as one:
            one['a'] = 'b'
        """,
    ),
    "two contexts are entered": (
        "with app.app_context(), app.test_client() as one: ...",
        "async with app.app_context(), app.test_client() as one: ...",
    ),
    "contexts are nested": (
        """
        with app.test_client() as one:
            with one.session_transaction(): ...
        """,
        """
        async with app.test_client() as one:
            async with one.session_transaction(): ...
        """,
    ),
    "the call spans several lines": (
        """
        with (
            app.app_context(),  # kept
        ):
            ...
        """,
        """
        async with (
            app.app_context(),  # kept
        ):
            ...
        """,
    ),
}
CHANGES = {
    "the context is `current_app`'s": (
        """
        import flask as f

        async def check():
            with f.current_app.app_context(): ...
        """,
        """
        import flask as f

        async def check():
            async with f.current_app.app_context(): ...
        """,
    ),
    "a parameter is annotated": (
        """
        from flask import Flask

        class Checks:
            async def check(self, app: Flask):
                with app.app_context(): ...
        """,
        """
        from flask import Flask

        class Checks:
            async def check(self, app: Flask):
                async with app.app_context(): ...
        """,
    ),
    "a plain function enters it": (
        """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            prepare()

        def prepare():
            with app.app_context(): ...
        """,
        """
        from flask import Flask

        app = Flask(__name__)

        async def check(name):
            client = app.test_client()
            await prepare()

        async def prepare():
            async with app.app_context(): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_block_stays(check_unchanged, text):
    check_unchanged(text, "FQ704", "FQ004", "FQ005")


@pytest.mark.parametrize(("before", "after"), FORMS.values(), ids=FORMS)
def test_context_is_entered_with_async_with(check_rewritten, before, after):
    check_rewritten(before, after, "FQ704", "FQ004", "FQ005", inside=VIEW)


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_context_is_entered_wherever_the_app_comes_from(check_rewritten, before, after):
    check_rewritten(before, after, "FQ704", "FQ004", "FQ005")


CLIENTS_INSIDE = {
    "one `with` enters both": "with app.app_context(), app.test_client() as one: one.get('/')",
    "blocks are nested": """
        with app.app_context():
            with app.test_client() as one:
                one.get('/')
    """,
}


@pytest.mark.parametrize("text", CLIENTS_INSIDE.values(), ids=CLIENTS_INSIDE)
def test_client_that_is_entered_in_a_context_is_a_manual_step(has_manual_step, text):
    assert has_manual_step(text, inside=VIEW, name="test_note")
