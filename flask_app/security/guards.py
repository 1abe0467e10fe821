"""Reject cross-site posts, restrict development mode to localhost, and set security headers."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
FORWARDED = ("forwarded", "via", "x-forwarded", "x-real-ip")
TEST_CLIENT = "<local>"
YEAR = 365 * 24 * 60 * 60
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def init_app(app: Flask) -> None:
    app.before_request(reject_cross_site_posts)
    app.before_request(restrict_to_localhost)
    app.after_request(set_security_headers)


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


def restrict_to_localhost() -> None:
    """Answer 403 in development mode unless client and Host are this machine and no proxy forwarded the request."""
    if not (current_app.config["DEVELOPMENT"] or current_app.debug):
        return
    forwarded = any(value and name.lower().startswith(FORWARDED) for name, value in request.headers)
    peer = request.remote_addr or ""
    if forwarded or not (peer == TEST_CLIENT or is_local(peer)) or not is_local(host_name(request.host)):
        abort(403, "This app runs in development and answers this machine only.")


def set_security_headers(response: Any) -> Any:
    """Tell browsers what a page may load and who may frame it. A header that a view has set stays.

    Registered first, it runs last: it also sees a response that replaced another.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SERVED_OVER_TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response


def host_name(host: str) -> str:
    """Return a Host header's value without the port, or '' if it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_local(name: str) -> bool:
    """Say whether a host name or an IP address is this machine's loopback."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
