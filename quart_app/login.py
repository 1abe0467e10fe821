"""Log in and out; a login is signalled before the session says so, and so is a wrong password."""

import hmac
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from quart import Blueprint, Quart, current_app, flash, g, redirect, render_template, request, session, url_for
from quart.typing import ResponseReturnValue
from werkzeug.security import check_password_hash
from werkzeug.urls import iri_to_uri

from .compat.completion import to_completion
from .compat.threads import in_thread
from .security.throttle import Throttle
from .session import log_in
from .signals import login_signal, refusal_signal

# The default hash takes 32 MiB of memory while it is made.
HASHING = BoundedSemaphore(4)
MOST_LOGINS = 32

bp = Blueprint("login", __name__)


def init_app(app: Quart) -> None:
    app.extensions["throttle"] = Throttle(app.config["LOGIN_TRIES"], app.config["LOGIN_PAUSE"])
    # Each login waits in a thread until its password is hashed: half of the threads are for everything else.
    app.extensions["login_room"] = BoundedSemaphore(max(1, min(MOST_LOGINS, app.config["THREADS"] // 2)))


@bp.get("/login")
async def login() -> str:
    target = request.args.get("next", "")
    return await render_template("login/login.html", next=target)


@bp.post("/login")
async def check() -> ResponseReturnValue:
    form = await request.form
    user = form.get("username", "")
    password = form.get("password", "")
    target = form.get("next", "")
    address = request.remote_addr or ""
    throttle: Throttle = current_app.extensions["throttle"]
    room: BoundedSemaphore = current_app.extensions["login_room"]
    # Who finds no room has not tried a password.
    if not room.acquire(blocking=False):
        page = await render_template("login/login.html", next=target, user=user, error="Too many logins: wait a moment")
        return page, 503, {"Retry-After": "1"}
    try:
        wait = throttle.admit(address)
        known = not wait and await known_in_thread(user, password, current_app.config)
    finally:
        room.release()
    if wait:
        page = await render_template("login/login.html", next=target, user=user, error="Too many tries: wait a moment")
        return page, 429, {"Retry-After": str(wait)}
    proxy: Any = current_app
    app = proxy._get_current_object()
    if not known:
        await refusal_signal.send_async(app, user=user)
        page = await render_template("login/login.html", next=target, user=user, error="Invalid credentials")
        return page, 401
    throttle.forget(address)
    # The record is written first: when that fails, nobody is logged in.
    g.username = user
    await login_signal.send_async(app, user=user)
    log_in(user)
    await flash("You were successfully logged in", "info")
    return redirect(local(target))


@bp.post("/logout")
async def logout() -> ResponseReturnValue:
    """End the session in this browser; a copy of the signed cookie stays valid until it expires."""
    session.clear()
    await flash("You were logged out", "info")
    return redirect(url_for("index.index"))


@bp.after_app_request
async def keep_out_of_caches(response: Any) -> Any:
    """Let no browser keep a page of who is logged in: after the logout, its back button would show it."""
    if g.get("named"):
        response.headers["Cache-Control"] = "no-store"
    return response


@to_completion
async def known_in_thread(user: str, password: str, config: Mapping[str, Any]) -> bool:
    """Compare both in a thread, to the end: who leaves before holds the thread, and so its room, until then."""
    return await in_thread(is_known, user, password, config)


def is_known(user: str, password: str, config: Mapping[str, Any]) -> bool:
    """Compare both, whichever is wrong, so that the time taken names neither."""
    password_hash = config["PASSWORD_HASH"] or "scrypt:32768:8:1$none$00"
    with HASHING:
        right_password = check_password_hash(password_hash, password)
    right_user = hmac.compare_digest(user.encode(), config["USERNAME"].encode())
    return right_user and right_password


def local(target: str) -> str:
    """Return `target` when it is a path on this site, else the first page.

    A browser takes a second slash or a backslash for the start of a host name, and drops control characters.
    """
    second = target[1:2]
    if not target.startswith("/") or second in ("/", "\\") or not target.isprintable():
        return url_for("index.index")
    return iri_to_uri(target)
