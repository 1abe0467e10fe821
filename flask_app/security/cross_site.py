"""Reject what another site makes a browser send: posts, and each GET that changes the session (cross-site forgery)."""

from flask import Flask, abort, request

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init_app(app: Flask) -> None:
    app.before_request(reject_cross_site_posts)


def reject_cross_site_posts() -> None:
    if request.method not in SAFE_METHODS:
        reject_cross_site()


def reject_cross_site() -> None:
    """Answer 403 if the browser says that another site sent the request. A client that says nothing may send it.

    The browser says so in Sec-Fetch-Site (Fetch Metadata), or by an Origin that is not the Host. It sends each of them
    once: a request with two is refused.
    """
    sites, origins = (request.headers.getlist(name) for name in ("Sec-Fetch-Site", "Origin"))
    if sites:
        allowed = ",".join(sites) in ("same-origin", "none")
    else:
        allowed = not origins or ",".join(origins).partition("://")[2] == request.host
    if not allowed:
        abort(403, "This request was sent from another site.")
