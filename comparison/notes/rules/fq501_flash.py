"""Await `flash`.

It sends the signal `message_flashed`, whose receivers may be coroutine functions.
"""

from ...migrate.rewrites import await_calls
from ..rule import Rule

RULE = Rule(
    id="FQ501",
    name="flash",
    feature="messages",
    symptom="The message is lost. Only a warning says so, where warnings are shown.",
    before="""
        from flask import Flask, flash, get_flashed_messages

        app = Flask(__name__)
        app.secret_key = "for this example only"

        @app.get("/")
        def index():
            flash("You were logged in")
            return " ".join(get_flashed_messages()) or "no message"
    """,
    after="""
        from quart import Quart, flash, get_flashed_messages

        app = Quart(__name__)
        app.secret_key = "for this example only"

        @app.get("/")
        async def index():
            await flash("You were logged in")
            return " ".join(get_flashed_messages()) or "no message"
    """,
    responses=("200 You were logged in",),
    without_rule=("200 no message", "RuntimeWarning: coroutine 'flash' was never awaited"),
    rewrite=await_calls("flask.flash"),
)
