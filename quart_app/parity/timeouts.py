"""No clock ends a response."""

from quart import Quart


def init_app(app: Quart) -> None:
    """Undo the defaults: 60 s for a response cut a slow reader short, with status 200 (D1), 60 s for a body (D13)."""
    app.config["RESPONSE_TIMEOUT"] = None
    app.config["BODY_TIMEOUT"] = None
