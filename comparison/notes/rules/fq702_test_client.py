"""Await requests of the test client, and the bodies of its responses.

The client runs the app on the event loop of the test. The rule recognizes a client that the tests create with
`test_client()`, or that is annotated as `FlaskClient`.
"""

from ...migrate.rewrites import await_attributes, await_calls, combine
from ..rule import Rule

_READERS = ("get_data", "get_json")
_CLIENT = "flask.testing.FlaskClient()"
_METHODS = ("open", "get", "post", "put", "patch", "delete", "head", "options", "trace")
_REQUESTS = [f"{_CLIENT}.{method}" for method in _METHODS]
_CALLS = _REQUESTS + [f"{request}().{reader}" for request in _REQUESTS for reader in _READERS]
_ATTRIBUTES = [f"{request}().{name}" for request in _REQUESTS for name in ("data", "json")]


RULE = Rule(
    id="FQ702",
    name="test client",
    feature="tests",
    symptom="The test uses a coroutine object: an error, or `assert response.get_data()`, which always passes.",
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
    rewrite=combine(await_calls(*_CALLS), await_attributes(*_ATTRIBUTES)),
)
