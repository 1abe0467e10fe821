"""Make `open_session` and `save_session` of a session interface coroutine functions.

Quart runs synchronous ones in its thread pool, twice for each request, and code in a thread cannot await a database. A
coroutine function that calls a blocking database stops all other requests on the event loop (FD005): leave such a
session interface synchronous.
"""

from collections.abc import Iterator

import libcst as cst

from ...migrate.change import AsyncFunction, Change
from ...migrate.rewrites import await_calls
from ...migrate.source import Source
from ..rule import Rule

_BASES = {"flask.sessions.SessionInterface", "flask.sessions.SecureCookieSessionInterface"}
_METHODS = {"make_null_session", "open_session", "save_session"}


def rewrite(source: Source) -> Iterator[Change]:
    yield from await_calls(*(f"{base}().{method}" for base in _BASES for method in _METHODS))(source)
    for interface in source.module.nodes(cst.ClassDef):
        if _BASES & set(source.bases(interface)):
            for method in interface.body.body:
                if isinstance(method, cst.FunctionDef) and method.name.value in _METHODS:
                    yield AsyncFunction(method)


RULE = Rule(
    id="FQ201",
    name="session interface",
    feature="session",
    also=("cookies",),
    symptom="Each request moves to a thread and back, twice.",
    before="""
        import threading

        from flask import Flask, session
        from flask.sessions import SecureCookieSession, SessionInterface

        app = Flask(__name__)

        class Forgetful(SessionInterface):
            def open_session(self, app, request):
                return SecureCookieSession({"in_pool": threading.current_thread().name.startswith("asyncio")})

            def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        def index():
            return f"in pool: {session['in_pool']}"
    """,
    after="""
        import threading

        from quart import Quart, session
        from quart.sessions import SecureCookieSession, SessionInterface

        app = Quart(__name__)

        class Forgetful(SessionInterface):
            async def open_session(self, app, request):
                return SecureCookieSession({"in_pool": threading.current_thread().name.startswith("asyncio")})

            async def save_session(self, app, session, response):
                pass

        app.session_interface = Forgetful()

        @app.get("/")
        async def index():
            return f"in pool: {session['in_pool']}"
    """,
    responses=("200 in pool: False",),
    without_rule=("200 in pool: True",),
    rewrite=rewrite,
)
