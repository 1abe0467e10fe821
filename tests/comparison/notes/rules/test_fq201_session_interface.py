"""Methods of session interfaces, and of other classes."""

import pytest

NO_OPS = {
    "the class has no base": """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Sessions:
            def open_session(self, app, request): ...
    """,
    "the base is imported from elsewhere": """
        from beaker import SessionInterface

        class Own(SessionInterface):
            def open_session(self): ...
    """,
    "other methods of the class stay": """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(SessionInterface):
            def is_null_session(self, one): ...

            def save(self): ...
    """,
    "a function has the name": """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        def open_session(app, request): ...
    """,
    "a nested class has the method": """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(SessionInterface):
            class Store:
                def save_session(self): ...
    """,
    "the function is a coroutine function already": """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(SessionInterface):
            async def open_session(self, app, request): ...
    """,
    "the source is written for Quart already": """
        from quart.sessions import SessionInterface

        class Own(SessionInterface):
            async def save_session(self): ...
    """,
}
CHANGES = {
    "both methods change": (
        """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(SessionInterface):
            def open_session(self): ...

            def save_session(self): ...  # kept
        """,
        """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(SessionInterface):
            async def open_session(self): ...

            async def save_session(self): ...  # kept
        """,
    ),
    "the base is the cookie session interface": (
        """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(Logged, SecureCookieSessionInterface):
            @logged()
            def open_session(self): ...
        """,
        """
        from flask.sessions import SecureCookieSessionInterface, SessionInterface

        class Own(Logged, SecureCookieSessionInterface):
            @logged()
            async def open_session(self): ...
        """,
    ),
    "the module of the base is imported": (
        """
        import flask.sessions

        class Own(flask.sessions.SessionInterface):
            def open_session(self): ...
        """,
        """
        import flask.sessions

        class Own(flask.sessions.SessionInterface):
            async def open_session(self): ...
        """,
    ),
    "a function contains the class, with another name": (
        """
        from flask.sessions import SessionInterface as S

        def made():
            class A(S):
                def save_session(self): ...
        """,
        """
        from flask.sessions import SessionInterface as S

        def made():
            class A(S):
                async def save_session(self): ...
        """,
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_method_stays(check_unchanged, text):
    check_unchanged(text, "FQ201")


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_method_becomes_a_coroutine_function(check_rewritten, before, after):
    check_rewritten(before, after, "FQ201")
