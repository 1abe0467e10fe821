"""The remedy of FD201 notes each way to use a session: a page that one of them shapes must not be shared."""

from collections.abc import Callable
from typing import Any

import pytest

USES: dict[str, Callable[[Any], object]] = {
    "in": lambda session: "user" in session,
    "len": len,
    "truth": bool,
    "iteration": list,
    "reversed": lambda session: list(reversed(session)),
    "equality": lambda session: session == {},
    "inequality": lambda session: session != {},
    "union": lambda session: session | {},
    "union from the right": lambda session: {} | session,
    "update in place": lambda session: session.__ior__({"user": "ada"}),
    "item": lambda session: session["user"],
    "assignment": lambda session: session.__setitem__("user", "ada"),
    "deletion": lambda session: session.__delitem__("user"),
    "get": lambda session: session.get("user"),
    "pop": lambda session: session.pop("user", None),
    "popitem": lambda session: session.popitem(),
    "setdefault": lambda session: session.setdefault("user", "ada"),
    "update": lambda session: session.update(user="ada"),
    "clear": lambda session: session.clear(),
    "copy": lambda session: session.copy(),
    "keys": lambda session: session.keys(),
    "values": lambda session: session.values(),
    "items": lambda session: session.items(),
    "permanent": lambda session: session.permanent,
}


async def test_every_use_of_the_session_is_noted(open_app):
    async with open_app("FD201") as app:
        new_session = app.app.session_interface.session_class
        sessions = {name: new_session({"user": "ada"}) for name in USES}
        assert [name for name, session in sessions.items() if session.accessed] == []
        for name, use in USES.items():
            use(sessions[name])
        assert [name for name, session in sessions.items() if not session.accessed] == []


@pytest.mark.parametrize("value", [True, False])
async def test_what_quart_notes_itself_is_ignored(open_app, value):
    async with open_app("FD201") as app:
        session = app.app.session_interface.session_class()
        session.accessed = value
        assert session.accessed is False
