"""Serve the app with an ASGI server: Flask needs a bridge from WSGI, and hypercorn's own has faults (FD800).

They are FD801 to FD806.
"""

from quart import Quart


def as_asgi(app: Quart) -> Quart:
    """Return the app as it is: it speaks ASGI."""
    return app
