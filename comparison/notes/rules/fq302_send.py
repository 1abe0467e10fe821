"""Send the app's own signals with `send_async`, and await it.

`send` cannot await a receiver that is a coroutine function.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Awaited, ReplacedText
from ...migrate.source import Source
from ..rule import Rule


def rewrite(source: Source) -> Iterator[Awaited | ReplacedText]:
    for call in source.calls("blinker.Signal().send"):
        if source.runs_on_event_loop(call) and isinstance(call.func, cst.Attribute):
            yield Awaited(call)
            yield ReplacedText(call.func.attr, "send_async")


RULE = Rule(
    id="FQ302",
    name="send",
    feature="signals",
    symptom="`send` refuses a receiver that is a coroutine function: 500.",
    before="""
        from blinker import Namespace
        from flask import Flask

        app = Flask(__name__)
        stored = Namespace().signal("stored")

        @stored.connect
        def on_stored(sender, **extra):
            print(f"> {extra['name']}")

        @app.get("/")
        def index():
            stored.send(app, name="a.txt")
            return "sent"
    """,
    after="""
        from blinker import Namespace
        from quart import Quart

        app = Quart(__name__)
        stored = Namespace().signal("stored")

        @stored.connect
        async def on_stored(sender, **extra):
            print(f"> {extra['name']}")

        @app.get("/")
        async def index():
            await stored.send_async(app, name="a.txt")
            return "sent"
    """,
    responses=("200 sent", "a.txt"),
    without_rule=("500", "RuntimeError: Cannot send to a coroutine function."),
    rewrite=rewrite,
)
