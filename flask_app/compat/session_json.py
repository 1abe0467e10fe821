"""The session's keys stand in one order in the cookie."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: the framework's JSON provider sorts the keys."""
