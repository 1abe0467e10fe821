"""Answer 400 to hosts that TRUSTED_HOSTS does not name, before any hook: Quart ignores the setting (FD702)."""

from quart import Quart, current_app, request
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted


def init_app(app: Quart) -> None:
    """Check the host before all other hooks, one of which may answer."""
    app.before_request_funcs.setdefault(None, []).insert(0, check_host)


async def check_host() -> None:
    """Raise SecurityError, which answers 400, for a host that is not trusted."""
    trusted = current_app.config["TRUSTED_HOSTS"]
    if trusted is not None and not host_is_trusted(request.host, trusted):
        raise SecurityError(f"Host {request.host!r} is not trusted.")
