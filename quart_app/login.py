"""Log in and out. A login sends a signal before the session changes; wrong credentials send another."""

from typing import Any

from quart import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from quart.typing import ResponseReturnValue

from .security import credentials
from .security.redirects import local_path
from .session import log_in
from .signals import login_signal, refusal_signal

bp = Blueprint("login", __name__)


@bp.get("/login")
async def login() -> str:
    target = request.args.get("next", "")
    return await render_template("login/login.html", next=target)


@bp.post("/login")
async def check() -> ResponseReturnValue:
    """Check name and password. If they are right, log in; if not, show the form again with 401, 429 or 503."""
    form = await request.form
    user = form.get("username", "")
    password = form.get("password", "")
    target = form.get("next", "")
    proxy: Any = current_app
    app = proxy._get_current_object()
    try:
        known = await credentials.are_right(user, password)
    except credentials.LoginRefused as refusal:
        page = await render_template("login/login.html", next=target, user=user, error=refusal)
        return page, refusal.status, refusal.headers
    if not known:
        await refusal_signal.send_async(app, user=user)
        page = await render_template("login/login.html", next=target, user=user, error="Invalid credentials")
        return page, 401
    # The log is written first: if that fails, nobody is logged in.
    g.username = user
    await login_signal.send_async(app, user=user)
    log_in(user)
    await flash("You were successfully logged in", "info")
    return redirect(local_path(target))


@bp.post("/logout")
async def logout() -> ResponseReturnValue:
    """End the session in this browser. A copy of the signed cookie stays valid until it expires."""
    session.clear()
    await flash("You were logged out", "info")
    return redirect(url_for("index.index"))


@bp.after_app_request
async def forbid_caching(response: Any) -> Any:
    """Forbid caching a page of a logged-in user: after the logout, the browser's back button would show it."""
    if g.get("named"):
        response.headers["Cache-Control"] = "no-store"
    return response
