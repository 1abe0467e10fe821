"""What may not come in: posts from another site, and anybody from elsewhere during development; what may load."""

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
    app.before_request(refuse_other_sites)
    app.before_request(refuse_other_machines)
    app.after_request(restrict)


def refuse_other_sites() -> None:
    """Answer 403 when a browser says that another site sent this; a client that says nothing may post.

    Source: Fetch Metadata (Sec-Fetch-Site), else the Origin header against the Host.
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


def refuse_other_machines() -> None:
    """Answer 403 in development unless peer and Host are this machine and nothing was forwarded."""
    if not (current_app.config["DEVELOPMENT"] or current_app.debug):
        return
    forwarded = any(value and name.lower().startswith(FORWARDED) for name, value in request.headers)
    peer = request.remote_addr or ""
    if forwarded or not (peer == TEST_CLIENT or is_local(peer)) or not is_local(host_name(request.host)):
        abort(403, "This app runs in development and answers this machine only.")


def restrict(response: Any) -> Any:
    """Tell browsers what a page may load and who may frame it; what a view says for itself stands.

    Registered first, it runs last: it sees a response that another hook has replaced.
    """
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SERVED_OVER_TLS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response


def host_name(host: str) -> str:
    """Return a Host header's value without the port; nothing when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_local(name: str) -> bool:
    """Say whether a host name or an address is this machine's."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
