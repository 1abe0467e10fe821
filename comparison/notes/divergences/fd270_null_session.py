"""make_null_session of an own session interface must be a coroutine function.

Quart awaits it when open_session gives None, without asking whether it is one; open_session and save_session may be
plain. A plain one is a TypeError.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    response = await opened.client.get("/")
    return f"{response.status_code} {response.text}" if response.is_success else str(response.status_code)


QUART = """
    from quart import Quart, session
    from quart.sessions import NullSession, SessionInterface

    class NoSessions(SessionInterface):
        async def open_session(self, app, request):
            return None

        def make_null_session(self, app):
            return NullSession({"name": "nobody"})

    app = Quart(__name__)
    app.session_interface = NoSessions()

    @app.get("/")
    async def index():
        return session["name"]
"""

DIVERGENCE = Divergence(
    id="FD270",
    feature="session",
    cause="framework",
    severity="loud",
    users="Every page answers 500 while there is no session.",
    flask="""
        from flask import Flask, session
        from flask.sessions import NullSession, SessionInterface

        class NoSessions(SessionInterface):
            def open_session(self, app, request):
                return None

            def make_null_session(self, app):
                return NullSession({"name": "nobody"})

        app = Flask(__name__)
        app.session_interface = NoSessions()

        @app.get("/")
        def index():
            return session["name"]
    """,
    quart=QUART,
    probe=probe,
    shown=(Shown(flask="200 nobody", quart="500"),),
    remedy="Write `async def make_null_session`.",
    closed=QUART.replace("def make", "async def make"),
)
