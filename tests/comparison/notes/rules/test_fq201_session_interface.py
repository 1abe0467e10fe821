"""Methods of session interfaces, and of other classes."""

import pytest

HEAD = "from flask.sessions import SecureCookieSessionInterface, SessionInterface\n\n\n"
NO_OPS = {
    "class without a base": HEAD + "class Sessions:\n    def open_session(self, app, request): ...\n",
    "base from elsewhere": "from beaker import SessionInterface\n\n\n"
    "class Own(SessionInterface):\n    def open_session(self): ...\n",
    "other methods": HEAD + "class Own(SessionInterface):\n    def is_null_session(self, one): ...\n\n"
    "    def save(self): ...\n",
    "function": HEAD + "def open_session(app, request): ...\n",
    "class inside the class": HEAD + "class Own(SessionInterface):\n    class Store:\n"
    "        def save_session(self): ...\n",
    "coroutine function": HEAD + "class Own(SessionInterface):\n    async def open_session(self, app, request): ...\n",
    "Quart": "from quart.sessions import SessionInterface\n\n\n"
    "class Own(SessionInterface):\n    async def save_session(self): ...\n",
}
CHANGES = {
    "both methods": (
        HEAD + "class Own(SessionInterface):\n    def open_session(self): ...\n\n"
        "    def save_session(self): ...  # kept\n",
        HEAD + "class Own(SessionInterface):\n    async def open_session(self): ...\n\n"
        "    async def save_session(self): ...  # kept\n",
    ),
    "cookies": (
        HEAD + "class Own(Logged, SecureCookieSessionInterface):\n    @logged()\n    def open_session(self): ...\n",
        HEAD + "class Own(Logged, SecureCookieSessionInterface):\n    @logged()\n"
        "    async def open_session(self): ...\n",
    ),
    "module": (
        "import flask.sessions\n\n\nclass Own(flask.sessions.SessionInterface):\n    def open_session(self): ...\n",
        "import flask.sessions\n\n\n"
        "class Own(flask.sessions.SessionInterface):\n    async def open_session(self): ...\n",
    ),
    "other name, in a function": (
        "from flask.sessions import SessionInterface as S\n\n\n"
        "def made():\n    class A(S):\n        def save_session(self): ...\n",
        "from flask.sessions import SessionInterface as S\n\n\n"
        "def made():\n    class A(S):\n        async def save_session(self): ...\n",
    ),
}


@pytest.mark.parametrize("text", NO_OPS.values(), ids=NO_OPS)
def test_other_method_stays(rewrite, text):
    assert rewrite(text, "FQ201") == text


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_method_becomes_a_coroutine_function(rewrite, before, after):
    assert rewrite(before, "FQ201") == after
    assert rewrite(after, "FQ201") == after
