"""Send a response to its end however long it takes: Quart cuts it off after 60 seconds (FD601)."""

from quart import Quart


def init_app(app: Quart) -> None:
    """Set no timeout: the default cuts a response short for a slow reader, with status 200."""
    app.config["RESPONSE_TIMEOUT"] = None
