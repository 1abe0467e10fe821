"""Run functions of `teardown_appcontext` in reverse order of registration: Quart runs the first one first (FD403)."""

from quart import Quart


def init_app(app: Quart) -> None:
    """Reverse the functions that are registered by now."""
    app.teardown_appcontext_funcs.reverse()
