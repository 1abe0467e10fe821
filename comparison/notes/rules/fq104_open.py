"""A file is opened with `aiofiles.open` where the event loop would wait for the disk.

The disk blocks, and with it the event loop. What runs in a thread, or before the app serves, stays.
"""

from collections.abc import Iterator

from ...migrate.change import AsyncBlock, Awaited, ManualChange, ReplacedName
from ...migrate.source import Source
from ..rule import Rule

OPENED = ("builtins.open().__enter__()", "aiofiles.open().__enter__()")
# What aiofiles makes wait; `fileno`, `name` and `closed` do not.
READING = ("read", "readinto", "readline", "readlines", "seek", "tell")
METHODS = (*READING, "close", "flush", "truncate", "write", "writelines")
WAITING = [f"{file}.{name}" for file in OPENED for name in METHODS]


def rewrite(source: Source) -> Iterator[AsyncBlock | Awaited | ManualChange | ReplacedName]:
    for call in source.calls("builtins.open"):
        block = source.async_with(call)
        if block is None or block.item is None or not source.runs_on_event_loop(call):
            continue
        if source.opens_file(block.item):
            yield block
            yield ReplacedName(source.callee(call), "aiofiles.open", block.node)
        else:
            yield ManualChange(call, "the event loop waits for it, and what reads the file cannot be awaited")
    for call in source.calls(*WAITING):
        if source.runs_on_event_loop(call) and not source.is_awaited(call):
            yield Awaited(call)
    for loop in source.loops():
        if source.runs_on_event_loop(loop) and source.origins(loop.iter) & set(OPENED):
            yield AsyncBlock(loop)


RULE = Rule(
    id="FQ104",
    name="open",
    feature="upload",
    symptom="Everybody waits while one request reads or writes.",
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
            print(f"> everybody waits: {threading.current_thread() is threading.main_thread()}")
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
            print(f"> everybody waits: {threading.current_thread() is threading.main_thread()}")
            return os.open(path, flags)
    """,
    responses=("200 import os", "everybody waits: False"),
    without_rule=("200 import os", "everybody waits: True"),
    rewrite=rewrite,
)
