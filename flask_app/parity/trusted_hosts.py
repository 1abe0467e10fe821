"""TRUSTED_HOSTS refuses other names in the Host header."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: the framework checks when it matches the URL."""
