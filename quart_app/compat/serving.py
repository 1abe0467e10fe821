"""The app on an ASGI server: exact limits, HEAD, chunked bodies, and streams that end when the reader leaves."""

from quart import Quart


def as_asgi(app: Quart) -> Quart:
    """Return the app as it is: it speaks ASGI."""
    return app
