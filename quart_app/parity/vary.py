"""Vary: Cookie where the session was used, and nowhere else."""

from typing import Any

from quart import Quart
from quart.sessions import SecureCookieSession, SecureCookieSessionInterface


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

    def __contains__(self, key: object) -> bool:
        self.used = True
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        self.used = True
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.used = True
        return super().get(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        self.used = True
        return super().pop(key, *default)


class CountedSessionInterface(SecureCookieSessionInterface):
    session_class = CountedSession
