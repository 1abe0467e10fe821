"""Send `Vary: Cookie` where the session was used, and nowhere else: Quart sends it always or too rarely (FD201)."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Do nothing: Flask's session notes each use."""
