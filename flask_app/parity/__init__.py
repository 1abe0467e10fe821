"""What one framework needs and the other does not: one divergence a file, equal names on both sides."""

from flask import Flask

from . import (
    backpressure,
    body_limit,
    fairness,
    forms,
    goaway,
    head,
    late_data,
    multipart,
    processors,
    proxies,
    resets,
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
    late_data,
    fairness,
    backpressure,
    goaway,
    resets,
    proxies,
)


def init_app(app: Flask) -> None:
    """Close every divergence that has to be closed on the app itself."""
    for divergence in ON_THE_APP:
        divergence.init_app(app)
