"""Request hooks and error handlers. The header X-Hooks of each response lists the hooks that ran, in order."""

import logging
from errno import EDQUOT, EFBIG, ENOSPC
from typing import Any

from flask import Blueprint, Flask, abort, current_app, g, make_response, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, default_exceptions

from .compat.work_at_start import at_start
from .session import current_user
from .storage import uploads

STORAGE_FULL = (ENOSPC, EDQUOT, EFBIG)
TITLES = {
    400: "This request is wrong",
    401: "Log in first",
    403: "This is not allowed",
    404: "This page does not exist",
    405: "This page takes no such request",
    408: "The request took too long",
    413: "The request is too large",
    418: "This is a teapot",
    429: "Too many requests",
    451: "This is withheld by law",
    500: "Something went wrong here",
    503: "The app is busy",
    507: "There is no room left",
}

logger = logging.getLogger(__name__)
bp = Blueprint("hooks", __name__)


def init_app(app: Flask) -> None:
    app.logger.setLevel(logging.DEBUG if app.config["DEVELOPMENT"] else logging.INFO)
    app.before_request(before_request_1)
    app.before_request(before_request_2)
    app.after_request(after_request_1)
    app.after_request(after_request_2)
    app.teardown_request(teardown_request)
    app.teardown_appcontext(teardown_appcontext)
    app.context_processor(add_username)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OSError, storage_full)
    at_start(app, start)


def start() -> None:
    """Clean up the uploads, once in each process, before its first request."""
    logger.info("start")
    uploads.sweep(current_app.config["UPLOAD_FOLDER"])
    uploads.expire(current_app.config["UPLOAD_FOLDER"], current_app.config["UPLOAD_RETENTION"])


def before_request_1() -> None:
    record("before_request_1")


def before_request_2() -> str | None:
    """End the request if its query has `stop`: what a before_request function returns is the response."""
    record("before_request_2")
    if request.endpoint == "hooks.index" and "stop" in request.args:
        return render_template("hooks/index.html", answer="终止请求", language="zh")
    return None


def after_request_1(response: Any) -> Any:
    """Send the list of hooks. Registered first, this runs last: the list is complete."""
    record("after_request_1")
    response.headers["X-Hooks"] = ", ".join(g.hooks)
    return response


def after_request_2(response: Any) -> Any:
    """Replace the response if the query has `replace`."""
    record("after_request_2")
    if request.endpoint == "hooks.index" and "replace" in request.args:
        page = render_template("hooks/index.html", answer="aaa")
        return make_response(page)
    return response


def teardown_request(exc: BaseException | None) -> None:
    logger.log(log_level(exc), "teardown_request: %r", exc)


def teardown_appcontext(exc: BaseException | None) -> None:
    logger.log(log_level(exc), "teardown_appcontext: %r", exc)


def log_level(exc: BaseException | None) -> int:
    """Return the level for a teardown; one without an error is logged only in development.

    Its two lines would cost 90 of a request's 360 µs (Quart, Python 3.13).
    """
    return logging.DEBUG if exc is None else logging.INFO


def record(name: str) -> None:
    g.setdefault("hooks", []).append(name)


def add_username() -> dict[str, str | None]:
    """Give every template the name of the logged-in user."""
    g.named = "user" in session
    return {"username": current_user()}


def http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer an error with a page. Its status and headers, such as Allow, are those of the exception."""
    status = error.code or 500
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    page = error_page(status, error)
    if status == 500:
        discard_session_changes()
    return page, status, headers


def storage_full(error: OSError) -> ResponseReturnValue:
    """Answer 507 if a disk, a quota or a file is full. Any other OSError is an internal error."""
    if error.errno not in STORAGE_FULL:
        raise error
    logger.error("no room: %s", error)
    full = {"code": 507, "name": "Insufficient Storage", "description": "Nothing was stored."}
    page = error_page(507, full)
    discard_session_changes()
    return page, 507


def error_page(status: int, error: Any) -> str:
    """Return the page of an error; a bare one if it can't be made, for whatever failed may fail again here."""
    title = TITLES.get(status, "This request can't be answered")
    try:
        return render_template("hooks/error.html", title=title, error=error)
    except Exception:
        logger.exception("no page for an error")
        return f'<!DOCTYPE html>\n<html lang="en"><title>{title}</title><h1>{title}</h1></html>'


def discard_session_changes() -> None:
    """Discard what the failed request did to the session."""
    session.clear()
    session.modified = False


@bp.get("/index/")
def index() -> str:
    if "fail" in request.args:
        raise RuntimeError("asked to fail")
    return render_template("hooks/index.html")


@bp.get("/abort/<int:code>")
def abort_with(code: int) -> ResponseReturnValue:
    """Answer with an error status; 404 for a code that is no error."""
    abort(code if code in default_exceptions else 404)
