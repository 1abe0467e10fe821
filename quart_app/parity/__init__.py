"""What one framework needs and the other does not: one divergence a file, equal names on both sides."""

from quart import Quart

from . import body_limit, fairness, head, proxies, session_json, teardown, threads, timeouts, trusted_hosts, vary


def init_app(app: Quart) -> None:
    """Close every divergence that has to be closed on the app itself."""
    for divergence in (
        timeouts,
        threads,
        teardown,
        vary,
        session_json,
        body_limit,
        trusted_hosts,
        head,
        fairness,
        proxies,
    ):
        divergence.init_app(app)
