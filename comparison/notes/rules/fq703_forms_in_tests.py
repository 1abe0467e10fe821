"""Send a form in tests with `form=` instead of `data=`.

In Quart, `data` is the body as bytes or text. A dictionary there sends nothing.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.source import Source
from ..rule import Rule

_POSTING = [f"flask.testing.FlaskClient().{method}" for method in ("open", "post", "put", "patch", "delete")]


def rewrite(source: Source) -> Iterator[ManualChange | ReplacedText]:
    for call in source.calls(*_POSTING):
        for argument in call.args:
            if argument.keyword is None or argument.keyword.value != "data":
                continue
            for value in source.module.values(argument.value):
                if isinstance(value, cst.Dict) and _has_files(value):
                    yield ManualChange(argument, "send files as `files=`, each a FileStorage")
                elif isinstance(value, cst.Dict) or source.origins(value) & {"builtins.dict()"}:
                    yield ReplacedText(argument.keyword, "form")


def _has_files(form: cst.Dict) -> bool:
    return any(isinstance(element.value, cst.Tuple) for element in form.elements)


RULE = Rule(
    id="FQ703",
    name="forms in tests",
    feature="tests",
    symptom="The form arrives empty, and the test continues.",
    before="""
        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def index():
            form = request.form
            return form.get("name", "no name")

        def check():
            client = app.test_client()
            response = client.post("/", data={"name": "Ann"})
            return response.get_data(as_text=True)
    """,
    after="""
        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def index():
            form = await request.form
            return form.get("name", "no name")

        async def check():
            client = app.test_client()
            response = await client.post("/", form={"name": "Ann"})
            return await response.get_data(as_text=True)
    """,
    responses=("Ann",),
    without_rule=("no name",),
    rewrite=rewrite,
)
