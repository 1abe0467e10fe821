"""The first page, and the static files."""

from pathlib import Path

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from .compat.blocking_view import in_thread
from .compat.send_file_unconditional import send_file
from .storage import disk

STATIC = Path(__file__).parent / "static"

bp = Blueprint("index", __name__)


@bp.get("/")
def index() -> str:
    return render_template("index/index.html")


@bp.get("/static/<path:name>")
def static(name: str) -> ResponseReturnValue:
    """Send a static file. Its ETag is made from its content: every server sends the same."""
    fingerprint = in_thread(disk.fingerprint, STATIC, name)
    if fingerprint is None:
        abort(404)
    return send_file(STATIC / name, etag=fingerprint)
