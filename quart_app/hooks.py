"""Request hooks and error handlers; each response's X-Hooks says which hooks ran, in order."""

import logging
from errno import EDQUOT, EFBIG, ENOSPC
from typing import Any

from quart import Blueprint, Quart, abort, current_app, g, make_response, render_template, request, session
from quart.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, default_exceptions

from . import storage
from .compat.startup import at_start
from .session import user

NO_ROOM = (ENOSPC, EDQUOT, EFBIG)

logger = logging.getLogger(__name__)
bp = Blueprint("hooks", __name__)


def init_app(app: Quart) -> None:
    app.logger.setLevel(logging.DEBUG if app.config["DEVELOPMENT"] else logging.INFO)
    app.before_request(before_request_1)
    app.before_request(before_request_2)
    app.after_request(after_request_1)
    app.after_request(after_request_2)
    app.teardown_request(teardown_request)
    app.teardown_appcontext(teardown_appcontext)
    app.context_processor(add_username)
    app.register_error_handler(404, page_not_found)
    app.register_error_handler(413, body_too_large)
    app.register_error_handler(OSError, no_room)
    app.register_error_handler(500, internal_error)
    at_start(app, start)


async def start() -> None:
    """Run once in each process, before its first request."""
    logger.info("start")
    await storage.sweep(current_app.config["UPLOAD_FOLDER"])
    await storage.expire(current_app.config["UPLOAD_FOLDER"], current_app.config["UPLOAD_RETENTION"])


async def before_request_1() -> None:
    record("before_request_1")


async def before_request_2() -> str | None:
    """End the request when asked: what is returned here is the response."""
    record("before_request_2")
    if request.endpoint == "hooks.index" and "stop" in request.args:
        return "终止请求"
    return None


async def after_request_1(response: Any) -> Any:
    """Registered first, runs last: the list is complete here."""
    record("after_request_1")
    response.headers["X-Hooks"] = ", ".join(g.hooks)
    return response


async def after_request_2(response: Any) -> Any:
    """Replace the response when asked."""
    record("after_request_2")
    if request.endpoint == "hooks.index" and "replace" in request.args:
        return await make_response("aaa")
    return response


async def teardown_request(exc: BaseException | None) -> None:
    logger.log(level_of(exc), "teardown_request: %r", exc)


async def teardown_appcontext(exc: BaseException | None) -> None:
    logger.log(level_of(exc), "teardown_appcontext: %r", exc)


def level_of(exc: BaseException | None) -> int:
    """Show what went well in development alone: two lines in the log cost a request 90 of 360 µs (Quart, 3.13)."""
    return logging.DEBUG if exc is None else logging.INFO


def record(name: str) -> None:
    g.setdefault("hooks", []).append(name)


async def add_username() -> dict[str, str | None]:
    """Give every template the name of who is logged in."""
    g.named = "user" in session
    return {"username": user()}


async def page_not_found(error: HTTPException) -> ResponseReturnValue:
    page = await render_template("hooks/error.html", title="This page does not exist", error=error)
    return page, 404


async def body_too_large(error: HTTPException) -> ResponseReturnValue:
    page = await render_template("hooks/error.html", title="The request is too large", error=error)
    return page, 413


async def no_room(error: OSError) -> ResponseReturnValue:
    """Answer 507 when a disk, a quota or a file is full; any other failure is an internal error."""
    if error.errno not in NO_ROOM:
        raise error
    logger.error("no room: %s", error)
    full = {"code": 507, "name": "Insufficient Storage", "description": "Nothing was stored."}
    page = await render_template("hooks/error.html", title="There is no room left", error=full)
    fail_closed()
    return page, 507


async def internal_error(error: HTTPException) -> ResponseReturnValue:
    page = await render_template("hooks/error.html", title="Something went wrong here", error=error)
    fail_closed()
    return page, 500


def fail_closed() -> None:
    """Send nothing to the browser of what the failed request did to the session."""
    session.clear()
    session.modified = False


@bp.get("/index/")
async def index() -> str:
    if "fail" in request.args:
        raise RuntimeError("asked to fail")
    return await render_template("hooks/index.html")


@bp.get("/abort/<int:code>")
async def abort_with(code: int) -> ResponseReturnValue:
    """Answer with an error status; a code that is no error is no page."""
    abort(code if code in default_exceptions else 404)
