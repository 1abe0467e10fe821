"""Send files in tests with `files=`, each a `FileStorage`.

Flask's client takes files in `data`: open files, or tuples of a stream, a name and a type. It guesses the type.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AddedImport, Change, InsertedText, ManualChange, ReplacedText
from ...migrate.source import Source
from ...migrate.values import STORAGES, fields_of, guessed_type, removed_field
from ..rule import Rule

_SEVERAL = "this field has several files: Quart's test client sends one for each name, in `files=`"


def rewrite(source: Source) -> Iterator[Change]:
    for call in source.request_calls():
        argument = source.keyword_argument(call, "data")
        for form in source.module.values(argument.value) if argument is not None else ():
            if argument is not None and argument.keyword is not None and isinstance(form, cst.Dict | cst.Call):
                yield from _with_files(source, argument, argument.keyword, form)


def _with_files(source: Source, argument: cst.Arg, keyword: cst.Name, form: cst.Dict | cst.Call) -> Iterator[Change]:
    """Yield the changes that move the files of a form to `files=`."""
    fields = fields_of(form)
    files = [field for field in fields if source.is_file(field.value)]
    if any(isinstance(field.value, cst.List) and source.is_file(_first(field.value)) for field in fields):
        yield ManualChange(argument, _SEVERAL, silent=True)
    if not files:
        return
    if not all(source.origins(field.value) & STORAGES for field in files):
        yield AddedImport(argument, "quart.datastructures", "FileStorage")
    if len(files) == len(fields) and form is argument.value:
        yield ReplacedText(keyword, "files")
        for field in files:
            yield from _storage_changes(source, field.value)
        return
    texts = ", ".join(f"{source.key_text(field)}: {_storage_text(source, field.value)}" for field in files)
    yield InsertedText(argument, after=f", files={{{texts}}}")
    for field in files:
        yield from removed_field(field)


def _first(values: cst.List) -> cst.BaseExpression:
    return values.elements[0].value if values.elements else values


def _storage_changes(source: Source, value: cst.BaseExpression) -> Iterator[Change]:
    """Yield the changes that make a file of the client's a `FileStorage`."""
    if source.origins(value) & STORAGES:
        return
    if isinstance(value, cst.Tuple) and value.lpar:
        yield InsertedText(value, before="FileStorage")
        for element in value.elements[2:3]:
            yield InsertedText(element, before="content_type=")
        if type_text := guessed_type(value):
            yield InsertedText(value.elements[1], after=f", content_type={type_text}")
    else:
        yield InsertedText(value, before="FileStorage(", after=")")


def _storage_text(source: Source, value: cst.BaseExpression) -> str:
    """Return the `FileStorage` of a file as text."""
    if source.origins(value) & STORAGES:
        return source.text(value)
    parts = [source.text(element.value) for element in value.elements] if isinstance(value, cst.Tuple) else []
    parts[2:3] = [f"content_type={part}" for part in parts[2:3]]
    if type_text := guessed_type(value):
        parts.append(f"content_type={type_text}")
    return f"FileStorage({', '.join(parts) if parts else source.text(value)})"


RULE = Rule(
    id="FQ705",
    name="files in tests",
    feature="tests",
    also=("upload",),
    symptom="The upload does not arrive: `request.files` is empty.",
    before="""
        import io

        from flask import Flask, request

        app = Flask(__name__)
        web = app.test_client()

        @app.post("/")
        def index():
            files = request.files
            return files["f"].content_type if files else "no file"

        def check():
            response = web.post("/", data={"f": (io.BytesIO(), "a.txt")})
            return response.get_data(as_text=True)
    """,
    after="""
        import io

        from quart import Quart, request
        from quart.datastructures import FileStorage

        app = Quart(__name__)
        web = app.test_client()

        @app.post("/")
        async def index():
            files = await request.files
            return files["f"].content_type if files else "no file"

        async def check():
            response = await web.post("/", files={"f": FileStorage(io.BytesIO(), "a.txt", content_type="text/plain")})
            return await response.get_data(as_text=True)
    """,
    responses=("text/plain",),
    without_rule=("no file",),
    rewrite=rewrite,
)
