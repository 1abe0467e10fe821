"""HEAD does not run a generator."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Werkzeug drops the body before it is iterated."""
