"""Teardowns run last registered first, and hear of the exception that ended the request."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: the framework does so."""
