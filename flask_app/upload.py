"""Upload files, list them, and download them again."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from .compat.send_file_unconditional import send_file
from .session import text_of
from .storage import uploads

bp = Blueprint("upload", __name__)


class ExtensionRefused(Exception):
    """An upload's name does not end in one of ALLOWED_EXTENSIONS."""


@bp.get("/upload/")
def index() -> ResponseReturnValue:
    uploader_of_session()
    return show_form()


@bp.post("/upload/")
def save() -> ResponseReturnValue:
    """Store the file of the form, or say by a flash message or an error why not."""
    files = request.files
    if "file" not in files:
        flash("No file part", "error")
        return redirect(url_for("upload.index"))
    file = files["file"]
    name = uploads.safe_name(file.filename)
    if not name:
        flash("No selected file", "error")
        return redirect(url_for("upload.index"))
    if not is_allowed(name):
        raise ExtensionRefused(name)
    uploader = uploader_of_session()
    directory = current_app.config["UPLOAD_FOLDER"]
    uploads.expire(directory, current_app.config["UPLOAD_RETENTION"])
    upload = uploads.store(directory, file, name, uploader, current_app.config["UPLOAD_QUOTA"])
    return render_template("upload/stored.html", upload=upload)


@bp.get("/uploads/<id>")
def download(id: str) -> ResponseReturnValue:
    """Send an upload under its own name, as an attachment: no markup in it runs on this site."""
    directory = current_app.config["UPLOAD_FOLDER"]
    upload = uploads.find(directory, id)
    path = uploads.content_of(directory, upload) if upload else None
    if upload is None or path is None:
        abort(404, "There is no such upload.")
    response = send_file(path, etag=upload.sha256, attachment=upload.name)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@bp.app_errorhandler(ExtensionRefused)
def extension_refused(error: ExtensionRefused) -> ResponseReturnValue:
    page = show_form(f"{error} can't be stored: its extension is not allowed.")
    return page, 400


def show_form(error: str | None = None) -> str:
    directory = current_app.config["UPLOAD_FOLDER"]
    recent = uploads.recent(directory, text_of("uploader"))
    return render_template("upload/index.html", uploads=recent, error=error)


def uploader_of_session() -> str:
    """Return the id that lists this session's uploads; set one if there is none."""
    if not uploads.is_id(text_of("uploader")):
        session["uploader"] = uploads.new_id()
    return text_of("uploader")


def is_allowed(name: str) -> bool:
    """Return whether the last extension is allowed, in upper or lower case: `a.php.txt` is text."""
    _, dot, extension = name.rpartition(".")
    return bool(dot) and extension.lower() in current_app.config["ALLOWED_EXTENSIONS"]
