"""Open files with `aiofiles.open`, in code that runs on the event loop.

The disk blocks, and with it the event loop. Code that runs in a thread, or before the app serves, stays.
"""

from collections.abc import Iterator

from ...migrate.change import AsyncBlock, Awaited, ManualChange, ReplacedName
from ...migrate.source import Source
from ..rule import Rule

_BLOCKS = "this blocks the event loop, and aiofiles cannot replace it here: open the file in a thread"
_OPENED = ("builtins.open().__enter__()", "aiofiles.open().__enter__()")
# The methods that aiofiles makes coroutine functions. `fileno`, `name` and `closed` stay as they are.
_READING = ("read", "readinto", "readline", "readlines", "seek", "tell")
_METHODS = (*_READING, "close", "flush", "truncate", "write", "writelines")
_AWAITED = [f"{file}.{name}" for file in _OPENED for name in _METHODS]


def rewrite(source: Source) -> Iterator[AsyncBlock | Awaited | ManualChange | ReplacedName]:
    for call in source.calls("builtins.open"):
        block = source.async_with(call)
        if block is None or block.item is None or not source.serves_requests_alone(call):
            continue
        if source.opens_file(block.item):
            yield block
            yield ReplacedName(source.callee(call), "aiofiles.open", block.node)
        else:
            yield ManualChange(call, _BLOCKS)
    for call in source.calls(*_AWAITED):
        if source.serves_requests_alone(call) and not source.is_awaited(call):
            yield Awaited(call)
    for loop in source.loops():
        if source.serves_requests_alone(loop) and source.origins(loop.iter) & set(_OPENED):
            yield AsyncBlock(loop)


RULE = Rule(
    id="FQ104",
    name="open",
    feature="upload",
    also=("files",),
    symptom="All requests wait while one reads or writes a file.",
    before="""
        import os
        import threading

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            with open(__file__, opener=opener) as file:
                return file.readline()

        def opener(path, flags):
            print(f"> in the main thread: {threading.current_thread() is threading.main_thread()}")
            return os.open(path, flags)
    """,
    after="""
        import os
        import threading

        import aiofiles
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            async with aiofiles.open(__file__, opener=opener) as file:
                return await file.readline()

        def opener(path, flags):
            print(f"> in the main thread: {threading.current_thread() is threading.main_thread()}")
            return os.open(path, flags)
    """,
    responses=("200 import os", "in the main thread: False"),
    without_rule=("200 import os", "in the main thread: True"),
    rewrite=rewrite,
)
