"""Use `quart.datastructures.FileStorage` for uploads.

It is a subclass of Werkzeug's `FileStorage`, with a `save` that is awaited.
"""

from collections.abc import Iterator

from ...migrate.change import ReplacedName
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[ReplacedName]:
    for use in source.uses("werkzeug.datastructures.FileStorage"):
        yield ReplacedName(use, "quart.datastructures.FileStorage")


RULE = Rule(
    id="FQ102",
    name="FileStorage",
    feature="upload",
    symptom="A check of the type still passes. `save` of a Werkzeug `FileStorage` cannot be awaited.",
    before="""
        import io

        from flask import Flask
        from werkzeug.datastructures import FileStorage

        app = Flask(__name__)

        @app.get("/")
        def index():
            file = FileStorage(io.BytesIO(b"content"), "a.txt")
            file.save("copy.txt")
            return "saved"
    """,
    after="""
        import io

        from quart import Quart
        from quart.datastructures import FileStorage

        app = Quart(__name__)

        @app.get("/")
        async def index():
            file = FileStorage(io.BytesIO(b"content"), "a.txt")
            await file.save("copy.txt")
            return "saved"
    """,
    responses=("200 saved",),
    without_rule=("500", "TypeError: object NoneType can't be used in 'await' expression"),
    rewrite=rewrite,
)
