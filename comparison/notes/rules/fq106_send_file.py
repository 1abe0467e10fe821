"""Await `send_file` and `send_from_directory`, and use their older parameter names.

They read the size and time of the file from disk. Quart kept the names that Flask's parameters had before 2.0:
`attachment_filename`, `cache_timeout`, `add_etags`.
"""

from collections.abc import Iterator

from ...migrate.change import Awaited, ReplacedText
from ...migrate.source import Source
from ..rule import Rule

_STATIC = ("flask.Flask().send_static_file", "flask.Blueprint().send_static_file")
_NAMES = {
    "download_name": "attachment_filename",
    "etag": "add_etags",
    "max_age": "cache_timeout",
    "path_or_file": "filename_or_io",
}


def rewrite(source: Source) -> Iterator[Awaited | ReplacedText]:
    for call in source.calls("flask.send_file", "flask.send_from_directory", *_STATIC):
        if not source.is_awaited(call):
            yield Awaited(call)
        for argument in call.args:
            if argument.keyword is not None and argument.keyword.value in _NAMES:
                yield ReplacedText(argument.keyword, _NAMES[argument.keyword.value])


RULE = Rule(
    id="FQ106",
    name="send_file",
    feature="files",
    symptom="500: a coroutine is not a valid response. With Flask's parameter names, a TypeError.",
    before="""
        from pathlib import Path

        from flask import Flask, send_file

        app = Flask(__name__)
        HERE = Path(__file__).parent

        @app.get("/")
        def index():
            path = HERE / "a.txt"
            path.write_text("content")
            return send_file(path, as_attachment=True, download_name="b.txt")
    """,
    after="""
        from pathlib import Path

        from quart import Quart, send_file

        app = Quart(__name__)
        HERE = Path(__file__).parent

        @app.get("/")
        async def index():
            path = HERE / "a.txt"
            path.write_text("content")
            return await send_file(path, as_attachment=True, attachment_filename="b.txt")
    """,
    responses=("200 content",),
    without_rule=("500", "TypeError: send_file() got an unexpected keyword argument 'download_name'"),
    rewrite=rewrite,
)
