"""Await `asyncio.sleep` instead of calling `time.sleep`, in code that runs on the event loop.

`time.sleep` blocks the event loop: no other request is served meanwhile.
"""

from collections.abc import Iterator

from ...migrate.change import Awaited, ReplacedName
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Awaited | ReplacedName]:
    for call in source.calls("time.sleep"):
        if source.runs_on_event_loop(call) and not source.is_awaited(call):
            yield Awaited(call)
            yield ReplacedName(source.callee(call), "asyncio.sleep", call)


RULE = Rule(
    id="FQ010",
    name="time.sleep",
    feature="app",
    symptom="While one request sleeps, all others stop. No error or warning says so.",
    before="""
        import time

        from flask import Flask

        app = Flask(__name__)

        @app.get("/")
        def index():
            print("> in")
            time.sleep(0.2)
            print("> out")
            return "rested"
    """,
    after="""
        import asyncio

        from quart import Quart

        app = Quart(__name__)

        @app.get("/")
        async def index():
            print("> in")
            await asyncio.sleep(0.2)
            print("> out")
            return "rested"
    """,
    responses=("200 rested", "200 rested", "in", "in", "out", "out"),
    without_rule=("200 rested", "200 rested", "in", "out", "in", "out"),
    rewrite=rewrite,
    requests=(("GET", "/", {}), ("GET", "/", {})),
    concurrent=True,
)
