"""`send_file` and `send_from_directory` are awaited; `download_name` is `attachment_filename`.

They ask the disk for size and time. Quart kept the parameter's name that Flask had before 2.0.
"""

from collections.abc import Iterator

from ...migrate.change import Awaited, Text
from ...migrate.source import Source
from ..rule import Rule

SENDING = ("flask.send_file", "flask.send_from_directory", "flask.Flask().send_static_file")


def rewrite(source: Source) -> Iterator[Awaited | Text]:
    for call in source.calls(*SENDING):
        if not source.is_awaited(call):
            yield Awaited(call)
        for argument in call.args:
            if argument.keyword is not None and argument.keyword.value == "download_name":
                yield Text(argument.keyword, "attachment_filename")


RULE = Rule(
    id="FQ106",
    name="send_file",
    feature="files",
    symptom="500: a coroutine is no response; with the old name, a TypeError.",
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
    shows=("200 content",),
    forgotten=("500", "TypeError: send_file() got an unexpected keyword argument 'download_name'"),
    rewrite=rewrite,
)
