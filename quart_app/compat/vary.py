"""Vary: Cookie where the session was used, and nowhere else."""

from functools import wraps
from typing import Any

from quart import Quart
from quart.sessions import SecureCookieSession, SecureCookieSessionInterface

# All that one does with a dictionary: Flask counts each of them.
USES = (
    "__contains__", "__delitem__", "__eq__", "__getitem__", "__ior__", "__iter__", "__len__", "__ne__", "__or__",
    "__reversed__", "__ror__", "__setitem__", "clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault",
    "update", "values",
)  # fmt: skip


def init_app(app: Quart) -> None:
    """Count the uses here: Quart 0.22 misses those that only read, 0.23 counts its own on every request (D6)."""
    app.session_interface = CountedSessionInterface()


class CountedSession(SecureCookieSession):
    """A session that knows whether the app has used it."""

    used = False

    @property
    def accessed(self) -> bool:
        return self.used

    @accessed.setter
    def accessed(self, value: bool) -> None:
        """Take no notice: Quart 0.23 sets this when it saves the session itself."""


def counted(name: str) -> Any:
    """Return the session's own method of that name, and count its call as a use."""
    method = getattr(SecureCookieSession, name)

    @wraps(method)
    def use(self: CountedSession, *args: Any, **kwargs: Any) -> Any:
        self.used = True
        return method(self, *args, **kwargs)

    return use


for name in USES:
    setattr(CountedSession, name, counted(name))


class CountedSessionInterface(SecureCookieSessionInterface):
    session_class = CountedSession
