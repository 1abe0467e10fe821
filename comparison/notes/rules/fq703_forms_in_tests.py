"""Send a form in tests with `form=` instead of `data=`.

In Quart, `data` is the body as bytes or text. A dictionary there sends nothing.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import ManualChange, ReplacedText
from ...migrate.nodes import is_none
from ...migrate.request_helpers import collected_keywords
from ...migrate.source import Source
from ...migrate.values import fields_of
from ..rule import Rule

_UNKNOWN = "`data` is a form or a body here: send a dictionary as `form=`, and text or bytes as `data=`"
_LIST = "Quart's test client sends a list as text, where Flask's sends a field for each item: send the form as `data=`"
_KEYWORDS = "keywords are unpacked here: if `data` is one and a dictionary, name it `form`"
_NOT_TEXT = "Quart's test client sends this value as its text, where Flask's leaves None out and repeats a key"
_ADDED_FILE = "a file is added to this form: send it as `files=`, as a FileStorage"


def rewrite(source: Source) -> Iterator[ManualChange | ReplacedText]:
    for call in source.request_calls():
        yield from _unpacked(source, call)
        argument = source.keyword_argument(call, "data")
        if argument is None or argument.keyword is None:
            continue
        kinds = source.kinds(argument.value) - {"none"}
        if _gets_file(source, argument.value):
            yield ManualChange(argument, _ADDED_FILE)
        elif kinds == {"dictionary"}:
            yield from _as_form(source, argument, argument.keyword)
        elif "dictionary" in kinds or "unknown" in kinds:
            yield ManualChange(argument, _UNKNOWN)


def _unpacked(source: Source, call: cst.Call) -> Iterator[ManualChange]:
    """Yield the keywords of a request that are unpacked, unless they are those of a function that hands them on."""
    function = source.module.enclosing_function(call)
    collected = collected_keywords(function) if function is not None else ""
    for argument in call.args:
        if argument.star == "**" and not (isinstance(argument.value, cst.Name) and argument.value.value == collected):
            yield ManualChange(argument, _KEYWORDS, silent=True)


def _as_form(source: Source, argument: cst.Arg, keyword: cst.Name) -> Iterator[ManualChange | ReplacedText]:
    """Yield the change of a form; one of files alone is another rule's."""
    fields = fields_of(argument.value)
    if not fields or not all(source.is_file(field.value) for field in fields):
        yield ReplacedText(keyword, "form")
    if any(is_none(field.value) for field in fields) or _repeats_keys(source, argument.value):
        yield ManualChange(argument, _NOT_TEXT, silent=True)
    if any(isinstance(field.value, cst.List) and not _is_of_files(source, field.value) for field in fields):
        yield ManualChange(argument, _LIST, silent=True)


def _repeats_keys(source: Source, form: cst.BaseExpression) -> bool:
    """Return whether a form may have several values of a key."""
    return "werkzeug.datastructures.MultiDict()" in source.origins(form)


def _is_of_files(source: Source, values: cst.List) -> bool:
    return any(source.is_file(element.value) for element in values.elements)


def _gets_file(source: Source, form: cst.BaseExpression) -> bool:
    """Return whether a file is assigned to an item of a form that has a name."""
    if not isinstance(form, cst.Name):
        return False
    for assignment in source.module.nodes(cst.Assign):
        targets = [target.target for target in assignment.targets if isinstance(target.target, cst.Subscript)]
        names = [target.value.value for target in targets if isinstance(target.value, cst.Name)]
        if form.value in names and source.is_file(assignment.value):
            return True
    return False


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
