"""Bound what waits of a body: Quart keeps all that comes, whether a view reads it or not (FD166)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask leaves on the socket what no view reads."""
