"""Answer 400 to a Host header that is no host name: Quart 0.22 answers 500 with three tracebacks (FD070)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask answers 400."""
