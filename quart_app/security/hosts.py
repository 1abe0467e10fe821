"""Restrict development mode to localhost."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from quart import Quart, abort, current_app, request

# Beginnings of the headers that a proxy adds.
FORWARDED = ("forwarded", "via", "x-forwarded", "x-real-ip")
TEST_CLIENT = "<local>"


def init_app(app: Quart) -> None:
    app.before_request(restrict_to_localhost)


async def restrict_to_localhost() -> None:
    """Answer 403 in development mode unless client and Host are this machine and no proxy forwarded the request."""
    if not (current_app.config["DEVELOPMENT"] or current_app.debug):
        return
    forwarded = any(value and name.lower().startswith(FORWARDED) for name, value in request.headers)
    peer = request.remote_addr or ""
    if forwarded or not (peer == TEST_CLIENT or is_local(peer)) or not is_local(host_name(request.host)):
        abort(403, "This app runs in development and answers this machine only.")


def host_name(host: str) -> str:
    """Return a Host header's value without the port, or '' if it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_local(name: str) -> bool:
    """Return whether a host name or an IP address is this machine's loopback."""
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
