"""TRUSTED_HOSTS refuses other names in the Host header."""

from quart import Quart, current_app, request
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted


def init_app(app: Quart) -> None:
    """Check before each request: Quart takes no notice of the setting (D50)."""
    app.before_request_funcs.setdefault(None, []).insert(0, check_host)


async def check_host() -> None:
    trusted = current_app.config["TRUSTED_HOSTS"]
    if trusted is not None and not host_is_trusted(request.host, trusted):
        raise SecurityError(f"Host {request.host!r} is not trusted.")
