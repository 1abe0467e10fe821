"""Await requests of the test client, and the bodies of its responses.

The client runs the app on the event loop of the test. The rule recognizes a client that the tests create with
`test_client()`, or that is annotated as `FlaskClient`.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Change, ManualChange, RemovedArgument, ReplacedText
from ...migrate.framework_names import CLIENT_REQUESTS
from ...migrate.nodes import is_none
from ...migrate.rewrites import await_attributes, await_calls, combine
from ...migrate.source import Source
from ..rule import Rule

_READERS = ("get_data", "get_json")
_CALLS = [*CLIENT_REQUESTS, *(f"{request}().{reader}" for request in CLIENT_REQUESTS for reader in _READERS)]
_ATTRIBUTES = [f"{request}().{name}" for request in CLIENT_REQUESTS for name in ("data", "json", "text")]
_PASSED = "nothing awaits this request: call it, and await it"
_NULL = "Quart's test client sends `null` for None: leave `json` out then"
_TEXTS = [f"{request}().text" for request in CLIENT_REQUESTS]


def passed_methods(source: Source) -> Iterator[Change]:
    """Yield a manual step for each method of a client that is passed on instead of called."""
    for use in source.uses(*CLIENT_REQUESTS):
        parent = source.module.parent(use)
        is_called = isinstance(parent, cst.Call) and parent.func is use
        if not is_called and isinstance(parent, cst.Arg | cst.Element | cst.DictElement):
            yield ManualChange(use, _PASSED, silent=True)


def json_of_none(source: Source) -> Iterator[Change]:
    """Yield the changes of requests with `json=None`: Flask's client sends no body then, Quart's sends `null`."""
    for call in source.request_calls():
        argument = source.keyword_argument(call, "json")
        if argument is not None and is_none(argument.value):
            yield RemovedArgument(argument)
        elif argument is not None and "none" in source.kinds(argument.value):
            yield ManualChange(argument, _NULL, silent=True)


def text_as_data(source: Source) -> Iterator[Change]:
    """Yield the changes of `response.text`, which Quart's response does not have."""
    for use in source.uses(*_TEXTS):
        if isinstance(use, cst.Attribute):
            yield ReplacedText(use.attr, "get_data(as_text=True)")


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
    rewrite=combine(await_calls(*_CALLS), await_attributes(*_ATTRIBUTES), text_as_data, passed_methods, json_of_none),
)
