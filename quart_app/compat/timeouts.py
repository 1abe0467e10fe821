"""No clock ends a response."""

from quart import Quart


def init_app(app: Quart) -> None:
    """Undo the default: 60 s for a response cut a slow reader short, with status 200 (D1)."""
    app.config["RESPONSE_TIMEOUT"] = None
