"""The session: a dictionary in a signed cookie, which the user can read but not change."""

from datetime import UTC, datetime

from quart import Blueprint, abort, current_app, render_template, session

EPOCH = "1970-01-01T00:00:00+00:00"

bp = Blueprint("session", __name__)


def log_in(name: str) -> None:
    """Start a new session for a user, without anything from before the login."""
    session.clear()
    session["user"] = name
    session["since"] = datetime.now(UTC).isoformat()


def current_user() -> str | None:
    """Return the logged-in user; None if USERNAME has changed since, or the login is too old.

    Each use of a session signs it anew: by the age of its cookie alone it would never end.
    """
    name: str | None = session.get("user")
    since = datetime.fromisoformat(session.get("since", EPOCH))
    old = datetime.now(UTC) - since > current_app.permanent_session_lifetime
    return name if name == current_app.config["USERNAME"] and not old else None


@bp.get("/session/")
async def index() -> str:
    lifetime = current_app.permanent_session_lifetime
    return await render_template("session/index.html", lifetime=lifetime)


@bp.get("/set-session/")
async def set_session() -> str:
    session["username"] = "jack"
    return "set session ok"


@bp.get("/get-session/")
async def get_session() -> str:
    username: str | None = session.get("username")
    if not username:
        return "get session fail"
    return username


@bp.get("/pop-session/")
async def pop_session() -> str:
    try:
        session.pop("username")
    except KeyError:
        abort(404, "The session has no username to pop.")
    return "pop session ok"


@bp.get("/del-session/")
async def del_session() -> str:
    try:
        del session["username"]
    except KeyError:
        abort(404, "The session has no username to delete.")
    return "del session ok"


@bp.get("/clear-session/")
async def clear_session() -> str:
    session.clear()
    return "clear session ok"


@bp.get("/permanent-session/")
async def permanent_session() -> str:
    """Keep the session for PERMANENT_SESSION_LIFETIME, even after the browser closes."""
    session.permanent = True
    lifetime = current_app.permanent_session_lifetime
    return await render_template("session/index.html", lifetime=lifetime)


@bp.get("/browser-session/")
async def browser_session() -> str:
    """Keep the session until the browser closes: the default."""
    session.permanent = False
    lifetime = current_app.permanent_session_lifetime
    return await render_template("session/index.html", lifetime=lifetime)
