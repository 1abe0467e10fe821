"""A test sends a form as `form=`; in Flask it is `data=`.

In Quart `data` is the body as bytes or text, and of a dictionary it sends nothing.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.source import Source
from ..rule import Rule

POSTING = [f"flask.testing.FlaskClient().{method}" for method in ("open", "post", "put", "patch", "delete")]


def rewrite(source: Source) -> Iterator[ManualChange | ReplacedText]:
    for call in source.calls(*POSTING):
        for argument in call.args:
            if argument.keyword is None or argument.keyword.value != "data":
                continue
            for value in source.module.values(argument.value):
                if isinstance(value, cst.Dict) and any(isinstance(one.value, cst.Tuple) for one in value.elements):
                    yield ManualChange(argument, "files go as `files=`, each a FileStorage")
                elif isinstance(value, cst.Dict) or source.origins(value) & {"builtins.dict()"}:
                    yield ReplacedText(argument.keyword, "form")


RULE = Rule(
    id="FQ703",
    name="form of a test",
    feature="tests",
    symptom="The form arrives empty, and the test goes on.",
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
