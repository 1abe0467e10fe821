"""Run functions of `teardown_appcontext` in reverse order of registration: Quart runs the first one first (FD403)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask runs them in reverse."""
