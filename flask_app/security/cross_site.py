"""Reject posts that another site makes a browser send (cross-site request forgery)."""

from flask import Flask, abort, request

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def init_app(app: Flask) -> None:
    app.before_request(reject_cross_site_posts)


def reject_cross_site_posts() -> None:
    """Answer 403 if the browser says that another site sent the request. A client that says nothing may post.

    The browser says so in Sec-Fetch-Site (Fetch Metadata), or by an Origin that is not the Host.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        allowed = site in ("same-origin", "none")
    else:
        allowed = origin is None or origin.partition("://")[2] == request.host
    if not allowed:
        abort(403, "This request was sent from another site.")
