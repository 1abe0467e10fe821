"""threading.local is shared by all requests.

flask run gives each connection a thread, and the in-process client each request, so that what a library keeps per
thread is kept per request. In Quart all async views run in one thread. Here the second request sees what the first
one left; with requests at the same time they see each other's.
"""

from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"{await probed.get('/ada')}, {await probed.get('/bob')}"


DIVERGENCE = Divergence(
    id="FD058",
    feature="context",
    cause="framework",
    severity="silent",
    harm="security",
    impact=("One user's tenant, language, transaction or database session is used for another user's request."),
    flask="""
        from threading import local

        from flask import Flask

        app = Flask(__name__)
        kept = local()

        @app.get("/<name>")
        def index(name):
            before, kept.name = getattr(kept, "name", "nobody"), name
            return f"{name} after {before}"
    """,
    quart="""
        from threading import local

        from quart import Quart

        app = Quart(__name__)
        kept = local()

        @app.get("/<name>")
        async def index(name):
            before, kept.name = getattr(kept, "name", "nobody"), name
            return f"{name} after {before}"
    """,
    probe=probe,
    observations=(
        Observation(
            flask="200 ada after nobody, 200 bob after nobody",
            quart="200 ada after nobody, 200 bob after ada",
            targets=("client", "run"),
        ),
    ),
    remedy=(
        "Keep it in a ContextVar, or in g: each request is a task with a context of its own. In SQLAlchemy, "
        "scoped_session takes such a scopefunc; call its remove() in a teardown: of `id(task)` a later request may "
        "have the same, and with it the session of another user."
    ),
    with_remedy="""
        from contextvars import ContextVar

        from quart import Quart

        app = Quart(__name__)
        kept = ContextVar("kept", default="nobody")

        @app.get("/<name>")
        async def index(name):
            before = kept.get()
            kept.set(name)
            return f"{name} after {before}"
    """,
)
