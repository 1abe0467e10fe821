"""`threading.local`: `flask run` keeps one value per connection, Quart shares one value between all requests.

`flask run` gives each connection a thread, and the in-process client gives each request a thread. So what a library
keeps per thread, such as a transaction, it keeps per request. In Quart all async views run in one thread. Here the
second request sees what the first left behind. Concurrent requests see each other's values.
"""

from ...inspection.detector import NameUse, detected
from ..divergence import Divergence, Observation
from ..probed_app import ProbedApp


async def probe(probed: ProbedApp) -> str:
    return f"{await probed.get('/ada')}, {await probed.get('/bob')}"


DIVERGENCE = Divergence(
    id="FD058",
    feature="context",
    cause="framework",
    severity="silent",
    likelihood="many apps",
    related=("FQ015", "Flask-SQLAlchemy"),
    harm="security",
    impact=("All requests share its values: one user's tenant, language or database session leaks into another's."),
    affects="you, or a library such as SQLAlchemy's `scoped_session`, keep values of a request in `threading.local`.",
    flask="""
        from threading import local

        from flask import Flask

        app = Flask(__name__)
        state = local()

        @app.get("/<name>")
        def index(name):
            previous, state.name = getattr(state, "name", "nobody"), name
            return f"{name} after {previous}"
    """,
    quart="""
        from threading import local

        from quart import Quart

        app = Quart(__name__)
        state = local()

        @app.get("/<name>")
        async def index(name):
            previous, state.name = getattr(state, "name", "nobody"), name
            return f"{name} after {previous}"
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
        "Keep the value in a ContextVar, or in `g`: each request is a task with a context of its own. SQLAlchemy's "
        "`scoped_session` takes such a scopefunc. Call its `remove()` in a teardown: a later request may have the same "
        "`id(task)`, and with it the session of another user."
    ),
    with_remedy="""
        from contextvars import ContextVar

        from quart import Quart

        app = Quart(__name__)
        last_name = ContextVar("last_name", default="nobody")

        @app.get("/<name>")
        async def index(name):
            previous = last_name.get()
            last_name.set(name)
            return f"{name} after {previous}"
    """,
    detector=detected(
        NameUse(
            ("threading.local", "sqlalchemy.orm.scoped_session", "sqlalchemy.orm.scoping.scoped_session"),
            unless=("scopefunc",),
            sentence="`{name}` keeps one value for all requests: one user's value reaches another user.",
        )
    ),
)
