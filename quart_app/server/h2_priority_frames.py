"""Ignore HTTP/2 PRIORITY frames (FD822)."""

from typing import Any

from hypercorn.protocol import h2


def apply() -> None:
    """Make Hypercorn 0.18 ignore the priorities that a client sends, as RFC 9113 (5.3.2) lets a server.

    Without this a client that names more than a thousand streams in them ends the connection and all its other streams
    by a TooManyStreamsError (measured). There is no setting.
    """
    init_with_priorities = h2.H2Protocol.__init__

    def init(connection: h2.H2Protocol, *args: Any, **kwargs: Any) -> None:
        """Initialize a connection whose streams have all the same priority."""
        init_with_priorities(connection, *args, **kwargs)
        connection.priority.reprioritize = leave_all  # type: ignore[method-assign] # patched

    h2.H2Protocol.__init__ = init  # type: ignore[assignment, method-assign] # patched


def leave_all(*args: Any, **kwargs: Any) -> None:
    """Leave all streams as they are: they take turns."""
