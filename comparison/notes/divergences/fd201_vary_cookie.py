"""`Vary: Cookie` does not follow the use of the session: Quart 0.23 sends it always, 0.22 not when the session is read.

The header keeps a shared cache from showing one visitor's page to another. Flask sends it when the view has used the
session. In Quart 0.23 every access marks the session as used, and saving it at the end of each request is one;
Quart 0.22 relies on a hook of its session class that Flask 3.1.3 has taken away, so that only changes count.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    seen = []
    for path in ("/plain", "/read", "/write"):
        response = await probed.client.get(path)
        seen.append(f"{path} {response.headers.get('Vary', '-')}")
    return ", ".join(seen)


DIVERGENCE = Divergence(
    id="FD201",
    feature="session",
    cause="framework",
    severity="silent",
    harm="security",
    impact="With 0.22 a cache in front can give one visitor's page to another; with 0.23 it keeps hardly any page.",
    flask="""
        from flask import Flask, session

        app = Flask(__name__)
        app.secret_key = "a key"

        @app.get("/plain")
        def plain():
            return "the same for all"

        @app.get("/read")
        def read():
            return f"hello {session.get('user')}"

        @app.get("/write")
        def write():
            session["user"] = "Ada"
            return "welcome"
    """,
    quart="""
        from quart import Quart, session

        app = Quart(__name__)
        app.secret_key = "a key"

        @app.get("/plain")
        async def plain():
            return "the same for all"

        @app.get("/read")
        async def read():
            return f"hello {session.get('user')}"

        @app.get("/write")
        async def write():
            session["user"] = "Ada"
            return "welcome"
    """,
    probe=probe,
    observations=(
        Observation(
            flask="/plain -, /read Cookie, /write Cookie",
            quart="/plain Cookie, /read Cookie, /write Cookie",
            quart_version=">=0.23",
        ),
        Observation(
            flask="/plain -, /read Cookie, /write Cookie",
            quart="/plain -, /read -, /write Cookie",
            quart_version="<0.23",
        ),
    ),
    remedy="A session class of one's own that counts every use, in a session interface of one's own.",
    compat="vary_cookie",
)
