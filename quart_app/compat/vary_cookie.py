"""Send `Vary: Cookie` where the session was used, and nowhere else: Quart sends it always or too rarely (FD201)."""

from functools import wraps
from typing import Any

from quart import Quart
from quart.sessions import SecureCookieSession, SecureCookieSessionInterface

# The methods of a dictionary that Flask's session notes as a use of it.
USES = (
    "__contains__", "__delitem__", "__eq__", "__getitem__", "__ior__", "__iter__", "__len__", "__ne__", "__or__",
    "__reversed__", "__ror__", "__setitem__", "clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault",
    "update", "values",
)  # fmt: skip


def init_app(app: Quart) -> None:
    """Note each use of the session: Quart 0.22 misses reads, 0.23 notes its own use on every request."""
    app.session_interface = NotingSessionInterface()


class NotingSession(SecureCookieSession):
    """A session that notes whether the app has used it."""

    used = False

    @property
    def accessed(self) -> bool:
        return self.used

    @accessed.setter
    def accessed(self, value: bool) -> None:
        """Ignore the value: Quart 0.23 sets it when it saves the session itself."""


def noting(name: str) -> Any:
    """Return the session's method of this name, which notes its call as a use."""
    method = getattr(SecureCookieSession, name)

    @wraps(method)
    def use(self: NotingSession, *args: Any, **kwargs: Any) -> Any:
        self.used = True
        return method(self, *args, **kwargs)

    return use


for name in USES:
    setattr(NotingSession, name, noting(name))


class NotingSessionInterface(SecureCookieSessionInterface):
    """The interface that opens such sessions."""

    session_class = NotingSession
