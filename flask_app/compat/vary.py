"""Vary: Cookie where the session was used, and nowhere else."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: the framework's own session keeps count."""
