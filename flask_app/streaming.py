"""Answers larger than memory: rows are made when they are due, and sent in blocks."""

import logging
from collections.abc import Generator
from contextlib import closing
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_template
from flask.typing import ResponseReturnValue

MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_DIGITS = 9
CSV_BLOCK = 64 * 1024
PAGE_BLOCK = 16 * 1024

logger = logging.getLogger(__name__)
bp = Blueprint("streaming", __name__)


@bp.get("/streaming/")
def index() -> str:
    return render_template("streaming/index.html", rows=MOST_ROWS, columns=MOST_COLUMNS)


@bp.get("/large.csv")
def large_csv() -> ResponseReturnValue:
    rows = bounded("rows", MOST_ROWS, MOST_ROWS)
    columns = bounded("columns", MOST_COLUMNS, MOST_COLUMNS)
    lines = csv_lines(rows, columns)
    blocks = buffered(lines, CSV_BLOCK)
    return Response(blocks, mimetype="text/csv")


@bp.get("/my-large-page.html")
def large_page() -> ResponseReturnValue:
    """Stream a template; the buffer keeps its many small pieces from being sent one by one."""
    rows = bounded("rows", 1_000, MOST_ROWS)
    columns = bounded("columns", 10, MOST_COLUMNS)
    lines = csv_lines(rows, columns)
    pieces: Any = stream_template("streaming/large_page.html", lines=lines, columns=columns)
    blocks = buffered(pieces, PAGE_BLOCK)
    return Response(blocks, mimetype="text/html")


def csv_lines(rows: int, columns: int) -> Generator[str]:
    """Make the lines, each when it is asked for; say so every thousand."""
    labels = [str(column) for column in range(columns)]
    for row in range(rows):
        line = ",".join(labels)
        if row % 1000 == 0:
            logger.info("row: %d", row)
        yield f"{line}\n"


def buffered(pieces: Generator[str], size: int) -> Generator[str]:
    """Join the pieces to blocks of at least `size` characters; the last may be shorter."""
    block: list[str] = []
    length = 0
    with closing(pieces):
        for piece in pieces:
            block.append(piece)
            length += len(piece)
            if length >= size:
                yield "".join(block)
                block, length = [], 0
    if block:
        yield "".join(block)


def bounded(name: str, default: int, most: int) -> int:
    """Return the number that the query gives; answer 400 when it is not from 1 to `most`."""
    value = request.args.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS and 1 <= int(value) <= most):
        abort(400, f"{name} is {value!r}, but must be a whole number from 1 to {most}.")
    return int(value)
