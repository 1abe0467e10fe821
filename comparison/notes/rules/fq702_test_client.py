"""Requests of the test client are awaited, and so is what is read of a response.

The client runs the app on the event loop of the test. The client must be known as one: made here, or annotated as
`FlaskClient`.
"""

from ...migrate.rewrites import await_attributes, await_calls, combine
from ..rule import Rule

READ = ("get_data", "get_json")
CLIENT = "flask.testing.FlaskClient()"
METHODS = ("open", "get", "post", "put", "patch", "delete", "head", "options", "trace")
ANSWERS = [f"{CLIENT}.{method}()" for method in METHODS]
CALLS = [f"{CLIENT}.{method}" for method in METHODS] + [f"{one}.{name}" for one in ANSWERS for name in READ]
ATTRIBUTES = [f"{one}.{name}" for one in ANSWERS for name in ("data", "json")]


RULE = Rule(
    id="FQ702",
    name="test client",
    feature="tests",
    symptom="The test works on a coroutine object: an error, or `assert response.get_data()`, which is always true.",
    before="""
        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            return "", 404

        def check():
            client = app.test_client()
            response = client.get("/")
            return "empty" if not response.get_data() else "something"
    """,
    after="""
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            return "", 404

        async def check():
            client = app.test_client()
            response = await client.get("/")
            return "empty" if not await response.get_data() else "something"
    """,
    responses=("empty",),
    without_rule=(
        "AttributeError: 'coroutine' object has no attribute 'get_data'",
        "RuntimeWarning: coroutine 'QuartClient.get' was never awaited",
    ),
    rewrite=combine(await_calls(*CALLS), await_attributes(*ATTRIBUTES)),
)
