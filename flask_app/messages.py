"""Flash messages: kept in the session, shown once, coloured by category."""

from collections import Counter
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from .security.form_fields import FieldRefused, shortened

CATEGORIES = ("message", "info", "error", "warning")
MAX_BYTES = 200
# They are kept in a cookie, and browsers drop a cookie of more than 4,096 bytes.
MAX_MESSAGES = 8

bp = Blueprint("messages", __name__)


@bp.get("/messages/")
def index() -> str:
    """Show all messages, or those of one category: the others are removed as well. With `later`, only count them."""
    only = request.args.get("category", "")
    if only and only not in CATEGORIES:
        abort(400, f"category is {shortened(only)}, but must be one of {', '.join(CATEGORIES)}.")
    return show(only=only, later="later" in request.args)


@bp.post("/messages/")
def add() -> ResponseReturnValue:
    """Flash the text of the form; refuse one that is not 1 to MAX_BYTES bytes long, or if too many messages wait."""
    form = request.form
    text = form.get("text", "").strip()
    category = form.get("category", "message")
    size = len(text.encode())
    if not 0 < size <= MAX_BYTES:
        raise FieldRefused("text", f"text has {size} bytes, but must have 1 to {MAX_BYTES}.")
    if category not in CATEGORIES:
        raise FieldRefused(
            "category", f"category is {shortened(category)}, but must be one of {', '.join(CATEGORIES)}."
        )
    if len(session.get("_flashes", ())) >= MAX_MESSAGES:
        raise FieldRefused("text", f"{MAX_MESSAGES} messages wait already: read them first.")
    flash(text, category)
    return redirect(url_for("messages.index", later=form.get("later"), category=category_filter(form)))


@bp.errorhandler(FieldRefused)
def field_refused(error: FieldRefused) -> ResponseReturnValue:
    """Show the form again as it was sent, with the error beside its field. No message is taken."""
    form = request.form
    page = show(only=category_filter(form), later=True, form=form, error=error)
    return page, 400


def show(
    only: str | None, later: bool, form: Mapping[str, str] | None = None, error: FieldRefused | None = None
) -> str:
    """Return the page: the messages, all or those of a category, or `later` how many wait."""
    waiting = Counter(category for category, _ in session.get("_flashes", ()))
    return render_template(
        "messages/index.html",
        categories=CATEGORIES,
        most=MAX_BYTES,
        only=only,
        later=later,
        waiting=waiting,
        count=waiting.total(),
        form=form or {},
        error=error,
    )


def category_filter(form: Mapping[str, str]) -> str | None:
    """Return the category of the page that the form was on; None if it was on the page of all."""
    only = form.get("only")
    return only if only in CATEGORIES else None
