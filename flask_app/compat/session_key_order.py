"""Write the session's keys into the cookie in sorted order: Quart keeps the order of assignment (FD250)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask's JSON provider sorts the keys."""
