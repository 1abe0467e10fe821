"""Answer 400 to hosts that TRUSTED_HOSTS does not name, before any hook: Quart ignores the setting (FD702)."""

from flask import Flask, request


def init_app(app: Flask) -> None:
    """Check the host before all other hooks: Flask checks it after them, where one of them may have answered."""
    app.before_request_funcs.setdefault(None, []).insert(0, check_host)


def check_host() -> None:
    """Raise SecurityError, which answers 400, for a host that is not trusted."""
    _ = request.host
