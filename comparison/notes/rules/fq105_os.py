"""Await the disk functions of `os` from `aiofiles.os`, in code that runs on the event loop.

They block as `open` does.
"""

from collections.abc import Iterator

from ...migrate.change import Awaited, ReplacedName
from ...migrate.source import Source
from ..rule import Rule

# The functions of `os` that aiofiles has.
_NAMES = """
    access getcwd link listdir makedirs mkdir readlink remove removedirs rename renames replace rmdir scandir stat
    statvfs symlink unlink path.abspath path.exists path.getatime path.getctime path.getmtime path.getsize path.isdir
    path.isfile path.islink path.ismount path.samefile path.sameopenfile
""".split()  # noqa: SIM905 - a list of 30 strings is harder to read


def rewrite(source: Source) -> Iterator[Awaited | ReplacedName]:
    for call in source.calls(*(f"os.{name}" for name in _NAMES)):
        if source.serves_requests_alone(call) and not source.is_awaited(call):
            yield Awaited(call)
            for origin in source.origins(call.func):
                yield ReplacedName(source.callee(call), f"aiofiles.{origin}", call)


RULE = Rule(
    id="FQ105",
    name="os",
    feature="upload",
    also=("files",),
    symptom="All requests wait while one creates or lists a directory.",
    before="""
        import os
        import threading
        from pathlib import Path

        from flask import Flask

        app = Flask(__name__)

        class Folder:
            def __fspath__(self):
                print(f"> in the main thread: {threading.current_thread() is threading.main_thread()}")
                return str(Path(__file__).parent)

        @app.get("/")
        def index():
            return str(Path(__file__).name in os.listdir(Folder()))
    """,
    after="""
        import threading
        from pathlib import Path

        import aiofiles.os
        from quart import Quart

        app = Quart(__name__)

        class Folder:
            def __fspath__(self):
                print(f"> in the main thread: {threading.current_thread() is threading.main_thread()}")
                return str(Path(__file__).parent)

        @app.get("/")
        async def index():
            return str(Path(__file__).name in await aiofiles.os.listdir(Folder()))
    """,
    responses=("200 True", "in the main thread: False"),
    without_rule=("200 True", "in the main thread: True"),
    rewrite=rewrite,
)
