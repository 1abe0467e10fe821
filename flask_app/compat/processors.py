"""A page of a blueprint needs no thread."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: whatever a request needs runs in its own thread."""
