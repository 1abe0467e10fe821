"""The session cookie holds its keys in the order in which they were set.

Both write it with the serializer of flask.sessions, which asks the current Flask app for its JSON provider, and
that sorts the keys. With Quart there is no Flask app, so json.dumps writes them as they are; an own provider of the
app is not asked either.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    return (await opened.client.get("/")).text


DIVERGENCE = Divergence(
    id="FD250",
    feature="session",
    cause="framework",
    severity="cosmetic",
    harm="look",
    users=("Nobody; the same session has several cookies, so that caches and tests that compare them differ."),
    flask="""
        from flask import Flask, session

        app = Flask(__name__)
        app.secret_key = "a key"

        @app.get("/")
        def index():
            session["b"] = session["a"] = 1
            return app.session_interface.serializer.dumps(dict(session))
    """,
    quart="""
        from quart import Quart, session

        app = Quart(__name__)
        app.secret_key = "a key"

        @app.get("/")
        async def index():
            session["b"] = session["a"] = 1
            return app.session_interface.serializer.dumps(dict(session))
    """,
    probe=probe,
    shown=(Shown(flask='{"a":1,"b":1}', quart='{"b":1,"a":1}'),),
    remedy="Give the session interface a serializer that sorts.",
    parity="session_json",
)
