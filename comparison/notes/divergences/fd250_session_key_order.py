"""The session cookie holds its keys in the order in which they were set.

Both write it with the serializer of flask.sessions, which asks the current Flask app for its JSON provider, and
that sorts the keys. With Quart there is no Flask app, so json.dumps writes them as they are; an own provider of the
app is not asked either.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return (await probed.client.get("/")).text


DIVERGENCE = Divergence(
    id="FD250",
    feature="session",
    cause="framework",
    severity="cosmetic",
    harm="look",
    impact=("Nobody; the same session has several cookies, so that caches and tests that compare them differ."),
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
    observations=(Observation(flask='{"a":1,"b":1}', quart='{"b":1,"a":1}'),),
    remedy="Give the session interface a serializer that sorts.",
    compat="session_key_order",
)
