"""TRUSTED_HOSTS has no effect.

Quart has the setting in its defaults, taken over from Flask, and no code that reads it. Flask checks each request's
Host header against it.
"""

from ..divergence import Divergence, Shown
from ..opened import Opened


async def probe(opened: Opened) -> str:
    return (await opened.get("/", headers={"Host": "evil.example"}))[:3]


DIVERGENCE = Divergence(
    id="FD702",
    feature="config",
    cause="framework",
    severity="silent",
    harm="security",
    users="Anybody can choose the host of absolute links, such as the one in a mail that resets a password.",
    flask="""
        from flask import Flask

        app = Flask(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        @app.get("/")
        def page():
            return "page"
    """,
    quart="""
        from quart import Quart

        app = Quart(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        @app.get("/")
        async def page():
            return "page"
    """,
    probe=probe,
    shown=(Shown(flask="400", quart="200"),),
    remedy="Check request.host in a before_request function.",
    closed="""
        from quart import Quart, abort, request
        from werkzeug.sansio.utils import host_is_trusted

        app = Quart(__name__)
        app.config["TRUSTED_HOSTS"] = ["site.example"]

        @app.before_request
        async def check_host():
            if not host_is_trusted(request.host, app.config["TRUSTED_HOSTS"]):
                abort(400)

        @app.get("/")
        async def page():
            return "page"
    """,
    parity="trusted_hosts",
)
