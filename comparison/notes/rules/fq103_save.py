"""Await `save` of an uploaded file.

Quart writes the file through aiofiles, in a thread, so that the event loop is not blocked.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

_FILES = "flask.Request().files"
_GIVING = (f"{_FILES}[]", f"{_FILES}.get()", f"{_FILES}.getlist()[]", f"{_FILES}.values()[]")
_SAVES = [f"{file}.save" for file in (*_GIVING, "werkzeug.datastructures.FileStorage()")]


RULE = Rule(
    id="FQ103",
    name="FileStorage.save",
    feature="upload",
    symptom="The response is 200, and there is no file.",
    before="""
        from pathlib import Path

        from flask import Flask, request

        app = Flask(__name__)

        @app.post("/")
        def save():
            files = request.files
            target = Path(__file__).with_suffix(".txt")
            files["file"].save(target)
            return str(target.exists())
    """,
    after="""
        from pathlib import Path

        from quart import Quart, request

        app = Quart(__name__)

        @app.post("/")
        async def save():
            files = await request.files
            target = Path(__file__).with_suffix(".txt")
            await files["file"].save(target)
            return str(target.exists())
    """,
    responses=("200 True",),
    without_rule=("200 False", "RuntimeWarning: coroutine 'FileStorage.save' was never awaited"),
    rewrite=await_calls(*_SAVES),
    requests=(("POST", "/", {"files": {"file": ("a.txt", b"content")}}),),
)
