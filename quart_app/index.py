"""The first page, with the flashed messages, and the files that every page loads."""

from pathlib import Path

from quart import Blueprint, abort, render_template
from quart.typing import ResponseReturnValue

from .compat.files import send_file
from .compat.threads import in_thread
from .storage import disk

STATIC = Path(__file__).parent / "static"

bp = Blueprint("index", __name__)


@bp.get("/")
async def index() -> str:
    return await render_template("index/index.html")


@bp.get("/static/<path:name>")
async def static(name: str) -> ResponseReturnValue:
    """Send a static file; its ETag comes from its content, so that every server gives the same."""
    fingerprint = await in_thread(disk.fingerprint, STATIC, name)
    if fingerprint is None:
        abort(404)
    return await send_file(STATIC / name, etag=fingerprint)
