"""Render each page in one go: Quart awaits every piece of every template (FD099)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask's templates are no asynchronous generators."""
