"""`save` of an uploaded file is awaited.

Quart writes the file through aiofiles, in a thread, so that the event loop goes on.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

FILES = "flask.Request().files"
GIVING = (f"{FILES}[]", f"{FILES}.get()", f"{FILES}.getlist()[]", f"{FILES}.values()[]")
SAVES = [f"{file}.save" for file in (*GIVING, "werkzeug.datastructures.FileStorage()")]


RULE = Rule(
    id="FQ103",
    name="FileStorage.save",
    feature="upload",
    symptom="The answer is 200, and there is no file.",
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
    rewrite=await_calls(*SAVES),
    requests=(("POST", "/", {"files": {"file": ("a.txt", b"content")}}),),
)
