"""Send a form in tests with `form=` instead of `data=`.

In Quart, `data` is the body as bytes or text. A dictionary there sends nothing.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.framework_names import CLIENT_REQUESTS, REQUEST_CONTEXTS
from ...migrate.source import Source
from ..rule import Rule

_UNKNOWN = "`data` is a form or a body here: send a dictionary as `form=`, and text or bytes as `data=`"


def rewrite(source: Source) -> Iterator[ManualChange | ReplacedText]:
    for call in source.calls(*CLIENT_REQUESTS, *REQUEST_CONTEXTS):
        argument = source.keyword_argument(call, "data")
        if argument is None or argument.keyword is None:
            continue
        kinds = source.kinds(argument.value) - {"none"}
        if kinds == {"dictionary"}:
            if not isinstance(argument.value, cst.Dict) or not _is_of_files_alone(argument.value):
                yield ReplacedText(argument.keyword, "form")
        elif "dictionary" in kinds or "unknown" in kinds:
            yield ManualChange(argument, _UNKNOWN)


def _is_of_files_alone(form: cst.Dict) -> bool:
    """Return whether each value is a tuple: a file, with its name."""
    return bool(form.elements) and all(isinstance(element.value, cst.Tuple) for element in form.elements)


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
