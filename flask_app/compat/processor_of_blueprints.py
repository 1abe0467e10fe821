"""Make the pages of blueprints without the thread pool: Quart takes a thread of it for each one (FD096)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: all that a request needs runs in its own thread."""
