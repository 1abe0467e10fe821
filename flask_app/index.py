"""The first page, with the flashed messages, and the files that every page loads."""

from pathlib import Path

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from .compat.files import send_file
from .compat.threads import in_thread
from .storage import disk

STATIC = Path(__file__).parent / "static"

bp = Blueprint("index", __name__)


@bp.get("/")
def index() -> str:
    return render_template("index/index.html")


@bp.get("/static/<path:name>")
def static(name: str) -> ResponseReturnValue:
    """Send a static file; its ETag comes from its content, so that every server gives the same."""
    fingerprint = in_thread(disk.fingerprint, STATIC, name)
    if fingerprint is None:
        abort(404)
    return send_file(STATIC / name, etag=fingerprint)
