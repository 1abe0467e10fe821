"""Flash messages: kept in the session, shown once, coloured by category."""

from quart import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from quart.typing import ResponseReturnValue

CATEGORIES = ("message", "info", "error", "warning")
MAX_BYTES = 200
# They are kept in a cookie, and browsers drop a cookie of more than 4,096 bytes.
MAX_MESSAGES = 8

bp = Blueprint("messages", __name__)


@bp.get("/messages/")
async def index() -> str:
    """Show all messages, or those of one category. The others are removed as well."""
    only = request.args.get("category", "")
    if only and only not in CATEGORIES:
        abort(400, f"category is {only!r}, but must be one of {', '.join(CATEGORIES)}.")
    return await render_template("messages/index.html", categories=CATEGORIES, only=only)


@bp.post("/messages/")
async def add() -> ResponseReturnValue:
    """Flash the text of the form; answer 400 if it is not 1 to MAX_BYTES bytes long, or too many messages wait."""
    form = await request.form
    text = form.get("text", "").strip()
    category = form.get("category", "message")
    if not 0 < len(text.encode()) <= MAX_BYTES:
        abort(400, f"text has {len(text.encode())} bytes, but must have 1 to {MAX_BYTES}.")
    if category not in CATEGORIES:
        abort(400, f"category is {category!r}, but must be one of {', '.join(CATEGORIES)}.")
    if len(session.get("_flashes", ())) >= MAX_MESSAGES:
        abort(400, f"{MAX_MESSAGES} messages wait already: read them first.")
    await flash(text, category)
    return redirect(url_for("messages.index"))
