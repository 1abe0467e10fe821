"""`open_session` and `save_session` of your own session interface are coroutine functions.

Quart runs one that is none in a thread, twice for each request; and in a thread it cannot ask a database that is
awaited.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import Coroutine
from ...migrate.source import Source
from ..rule import Rule

BASES = {"flask.sessions.SessionInterface", "flask.sessions.SecureCookieSessionInterface"}
METHODS = {"open_session", "save_session"}


def rewrite(source: Source) -> Iterator[Coroutine]:
    for interface in source.module.all(cst.ClassDef):
        if any(source.origins(base.value) & BASES for base in interface.bases):
            for method in interface.body.body:
                if isinstance(method, cst.FunctionDef) and method.name.value in METHODS:
                    yield Coroutine(method)


RULE = Rule(
    id="FQ201",
    name="session interface",
    feature="session",
    symptom="Each request takes two hops to a thread.",
    before="""
        import threading

        from flask import Flask, session
        from flask.sessions import SecureCookieSession, SessionInterface

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Flask(__name__)

        class Forgetful(SessionInterface):
            def open_session(self, app, request):
                return SecureCookieSession({"where": where()})

            def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        def index():
            return session["where"]
    """,
    after="""
        import threading

        from quart import Quart, session
        from quart.sessions import SecureCookieSession, SessionInterface

        def where():
            hopped = threading.current_thread().name.startswith("asyncio")
            return "in a borrowed thread" if hopped else "at home"

        app = Quart(__name__)

        class Forgetful(SessionInterface):
            async def open_session(self, app, request):
                return SecureCookieSession({"where": where()})

            async def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        async def index():
            return session["where"]
    """,
    shows=("200 at home",),
    forgotten=("200 in a borrowed thread",),
    rewrite=rewrite,
)
