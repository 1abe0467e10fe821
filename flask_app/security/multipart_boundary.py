"""Refuse a multipart form whose boundary is longer than it may be."""

from flask import Flask, abort, request

# RFC 2046, 5.1.1. `compat.added_byte` relies on it: it holds back the longest beginning of a boundary.
MAX_LENGTH = 70


def init_app(app: Flask) -> None:
    app.before_request(refuse_long_boundary)


def refuse_long_boundary() -> None:
    """Answer 400 to a form with a longer boundary: its files would not be stored as they were sent."""
    length = len(request.mimetype_params.get("boundary", "")) if request.content_type else 0
    if length > MAX_LENGTH:
        abort(400, f"The boundary of the form has {length} characters, but may have at most {MAX_LENGTH}.")
