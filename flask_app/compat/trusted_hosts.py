"""TRUSTED_HOSTS refuses other names in the Host header."""

from flask import Flask, request


def init_app(app: Flask) -> None:
    """Check before everything else that may answer: the framework says so last of all."""
    app.before_request_funcs.setdefault(None, []).insert(0, check_host)


def check_host() -> None:
    _ = request.host  # it raises SecurityError
