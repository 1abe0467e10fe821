"""Answer HEAD without running a generator: Quart runs it to its end (FD607, FD752)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Werkzeug drops the body before it is iterated over."""
