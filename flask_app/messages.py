"""Flashed messages: kept in the session, shown once, in a colour that the category chooses."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

CATEGORIES = ("message", "info", "error", "warning")
LONGEST = 200
# They wait in a cookie, and browsers drop one of more than 4,096 bytes.
MOST = 8

bp = Blueprint("messages", __name__)


@bp.get("/messages/")
def index() -> str:
    """Show all messages, or those of one category; the others are gone all the same."""
    only = request.args.get("category", "")
    if only and only not in CATEGORIES:
        abort(400, f"category is {only!r}, but must be one of {', '.join(CATEGORIES)}.")
    return render_template("messages/index.html", categories=CATEGORIES, only=only)


@bp.post("/messages/")
def add() -> ResponseReturnValue:
    form = request.form
    text = form.get("text", "").strip()
    category = form.get("category", "message")
    if not 0 < len(text.encode()) <= LONGEST:
        abort(400, f"text has {len(text.encode())} bytes, but must have 1 to {LONGEST}.")
    if category not in CATEGORIES:
        abort(400, f"category is {category!r}, but must be one of {', '.join(CATEGORIES)}.")
    if len(session.get("_flashes", ())) >= MOST:
        abort(400, f"{MOST} messages wait already: read them first.")
    flash(text, category)
    return redirect(url_for("messages.index"))
