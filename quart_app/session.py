"""The session: a dictionary in a signed cookie, which the user can read but not change."""

from datetime import UTC, datetime

from quart import Blueprint, current_app, render_template, request, session
from quart.typing import ResponseReturnValue

from .security.cross_site import reject_cross_site

READS = ("session.index", "session.get_session")

bp = Blueprint("session", __name__)


def log_in(name: str) -> None:
    """Start a new session with the user's name and the time, without anything from before."""
    session.clear()
    session["user"] = name
    session["since"] = datetime.now(UTC).isoformat()


def current_user() -> str | None:
    """Return the logged-in user; None if USERNAME has changed since, or the login is too old.

    Each use of a session signs it anew: by the age of its cookie alone it would never end.
    """
    name = text_of("user")
    since = time_of(text_of("since"))
    old = since is None or datetime.now(UTC) - since > current_app.permanent_session_lifetime
    return name if name == current_app.config["USERNAME"] and not old else None


def text_of(key: str) -> str:
    """Return a value of the session, or "" if it is missing or no text: another version of the app may have set it."""
    value = session.get(key)
    return value if isinstance(value, str) else ""


def time_of(text: str) -> datetime | None:
    """Read an ISO 8601 time; without a zone, or wrong, it is None."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else None


@bp.before_request
async def reject_cross_site_changes() -> None:
    """Reject a link on another site that would change the session: it would log its reader out."""
    if request.endpoint not in READS:
        reject_cross_site()


@bp.get("/session/")
async def index() -> str:
    return await show()


@bp.get("/set-session/")
async def set_session() -> str:
    session["username"] = "jack"
    return await show("set session ok")


@bp.get("/get-session/")
async def get_session() -> str:
    username = text_of("username")
    return await show(username or "get session fail")


@bp.get("/pop-session/")
async def pop_session() -> ResponseReturnValue:
    """Take the username out by `pop`; answer 404 if there is none."""
    try:
        session.pop("username")
    except KeyError:
        page = await show(error="The session has no username to pop.")
        return page, 404
    return await show("pop session ok")


@bp.get("/del-session/")
async def del_session() -> ResponseReturnValue:
    """Delete the username by `del`; answer 404 if there is none."""
    try:
        del session["username"]
    except KeyError:
        page = await show(error="The session has no username to delete.")
        return page, 404
    return await show("del session ok")


@bp.get("/clear-session/")
async def clear_session() -> str:
    session.clear()
    return await show("clear session ok")


@bp.get("/permanent-session/")
async def permanent_session() -> str:
    """Keep the session for PERMANENT_SESSION_LIFETIME, even after the browser closes."""
    session.permanent = True
    return await show()


@bp.get("/browser-session/")
async def browser_session() -> str:
    """Let the session end when the browser closes, as by default."""
    session.permanent = False
    return await show()


async def show(answer: str | None = None, error: str | None = None) -> str:
    """Return the page of the session, with the answer to what was done to it, or with the error."""
    lifetime = current_app.permanent_session_lifetime
    return await render_template("session/index.html", lifetime=lifetime, answer=answer, error=error)
