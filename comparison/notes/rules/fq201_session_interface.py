"""`open_session` and `save_session` of your own session interface are coroutine functions.

Quart runs one that is none in a thread, twice for each request; and in a thread it cannot ask a database that is
awaited. One that asks a database that blocks stops all other requests on the event loop (FD005): leave it plain.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction, Change
from ...migrate.rewrites import await_calls
from ...migrate.source import Source
from ..rule import Rule

BASES = {"flask.sessions.SessionInterface", "flask.sessions.SecureCookieSessionInterface"}
METHODS = {"make_null_session", "open_session", "save_session"}


def rewrite(source: Source) -> Iterator[Change]:
    yield from await_calls(*(f"{base}().{method}" for base in BASES for method in METHODS))(source)
    for interface in source.module.nodes(cst.ClassDef):
        if BASES & set(source.bases(interface)):
            for method in interface.body.body:
                if isinstance(method, cst.FunctionDef) and method.name.value in METHODS:
                    yield AsyncFunction(method)


RULE = Rule(
    id="FQ201",
    name="session interface",
    feature="session",
    symptom="Each request takes two hops to a thread.",
    before="""
        import threading

        from flask import Flask, session
        from flask.sessions import SecureCookieSession, SessionInterface

        app = Flask(__name__)

        class Forgetful(SessionInterface):
            def open_session(self, app, request):
                return SecureCookieSession({"hopped": threading.current_thread().name.startswith("asyncio")})

            def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        def index():
            return f"hopped: {session['hopped']}"
    """,
    after="""
        import threading

        from quart import Quart, session
        from quart.sessions import SecureCookieSession, SessionInterface

        app = Quart(__name__)

        class Forgetful(SessionInterface):
            async def open_session(self, app, request):
                return SecureCookieSession({"hopped": threading.current_thread().name.startswith("asyncio")})

            async def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        async def index():
            return f"hopped: {session['hopped']}"
    """,
    responses=("200 hopped: False",),
    without_rule=("200 hopped: True",),
    rewrite=rewrite,
)
