"""Hardening of the app: cross-site posts, development mode, headers, credentials, settings and forms."""

from quart import Quart

from . import credentials, cross_site, headers, hosts, multipart_boundary


def init_app(app: Quart) -> None:
    """Register the checks of every request, and what a login needs."""
    cross_site.init_app(app)
    hosts.init_app(app)
    multipart_boundary.init_app(app)
    headers.init_app(app)
    credentials.init_app(app)
