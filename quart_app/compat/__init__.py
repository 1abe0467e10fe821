"""What one framework needs and the other does not: one divergence a file, equal names on both sides."""

from quart import Quart

from . import (
    body_limit,
    fairness,
    forms,
    head,
    multipart,
    processors,
    proxies,
    session_json,
    shutdown,
    teardown,
    threads,
    timeouts,
    trusted_hosts,
    vary,
)

ON_THE_APP = (
    timeouts,
    threads,
    processors,
    shutdown,
    teardown,
    vary,
    session_json,
    body_limit,
    forms,
    multipart,
    trusted_hosts,
    head,
    fairness,
    proxies,
)


def init_app(app: Quart) -> None:
    """Close every divergence that has to be closed on the app itself."""
    for divergence in ON_THE_APP:
        divergence.init_app(app)
