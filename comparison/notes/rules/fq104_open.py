"""A file is opened with `aiofiles.open` where the event loop would wait for the disk.

The disk blocks, and with it the event loop. aiofiles does each call in a thread. What is called in a thread already,
or before the app serves, stays.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncBlock, Awaited, Named
from ...migrate.source import Source
from ..rule import Rule

OPENED = ("builtins.open()", "aiofiles.open()")
# What aiofiles makes wait; `fileno`, `name` and `closed` do not.
READING = ("read", "readinto", "readline", "readlines", "seek", "tell")
METHODS = (*READING, "close", "flush", "truncate", "write", "writelines")
WAITING = [f"{file}.{name}" for file in OPENED for name in METHODS]


def rewrite(source: Source) -> Iterator[AsyncBlock | Awaited | Named]:
    for call in source.calls("builtins.open"):
        item = source.module.parent(call)
        if source.runs_on_the_loop(call) and isinstance(item, cst.WithItem):
            block = source.module.parent(item)
            if isinstance(block, cst.With):
                yield AsyncBlock(block)
                yield Named(source.named(call), "aiofiles.open")
    for call in source.calls(*WAITING):
        if source.runs_on_the_loop(call) and not source.is_awaited(call):
            yield Awaited(call)


RULE = Rule(
    id="FQ104",
    name="open",
    feature="upload",
    symptom="Everybody waits while one request reads or writes.",
    before="""
        import asyncio
        import os

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            with open(__file__, opener=opener) as file:
                return file.readline()

        def opener(path, flags):
            try:
                asyncio.get_running_loop()
                print("> everybody waits")
            except RuntimeError:
                print("> nobody waits")
            return os.open(path, flags)
    """,
    after="""
        import asyncio
        import os

        import aiofiles
        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            async with aiofiles.open(__file__, opener=opener) as file:
                return await file.readline()

        def opener(path, flags):
            try:
                asyncio.get_running_loop()
                print("> everybody waits")
            except RuntimeError:
                print("> nobody waits")
            return os.open(path, flags)
    """,
    shows=("200 import asyncio", "nobody waits"),
    forgotten=("200 import asyncio", "everybody waits"),
    rewrite=rewrite,
)
