"""Stream responses that are larger than memory: make each row when it is due, and send them in blocks."""

import logging
from collections.abc import Generator
from contextlib import closing
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, stream_template
from flask.typing import ResponseReturnValue

from .blocks import Blocks

MAX_ROWS = 50_000
MAX_COLUMNS = 500
MAX_DIGITS = 9
LABELS = [str(column) for column in range(MAX_COLUMNS)]
# Characters of a block. 400 slow readers cost 25 to 63 MiB of memory, and with 64 KiB for each 155 to 295 (measured).
CSV_BLOCK = 64 * 1024
PAGE_BLOCK = 16 * 1024
BLOCKS = Blocks(smallest=4 * 1024, largest=CSV_BLOCK, room=512 * 1024)

logger = logging.getLogger(__name__)
bp = Blueprint("streaming", __name__)


@bp.get("/streaming/")
def index() -> str:
    return render_template("streaming/index.html", rows=MAX_ROWS, columns=MAX_COLUMNS)


@bp.get("/large.csv")
def large_csv() -> ResponseReturnValue:
    rows = bounded("rows", MAX_ROWS, MAX_ROWS)
    columns = bounded("columns", MAX_COLUMNS, MAX_COLUMNS)
    lines = csv_lines(rows, columns)
    blocks = buffered(lines, CSV_BLOCK)
    return Response(blocks, mimetype="text/csv")


@bp.get("/my-large-page.html")
def large_page() -> ResponseReturnValue:
    """Stream a template. The buffer joins its many small pieces."""
    rows = bounded("rows", 1_000, MAX_ROWS)
    columns = bounded("columns", 10, MAX_COLUMNS)
    lines = csv_lines(rows, columns)
    pieces: Any = stream_template("streaming/large_page.html", lines=lines, rows=rows)
    blocks = buffered(pieces, PAGE_BLOCK)
    return Response(blocks, mimetype="text/html")


def csv_lines(rows: int, columns: int) -> Generator[str]:
    """Yield CSV lines, and log every thousandth."""
    labels = LABELS[:columns]
    for row in range(rows):
        line = ",".join(labels)
        if row % 1000 == 0:
            logger.info("row: %d", row)
        yield f"{line}\n"


def buffered(pieces: Generator[str], most: int) -> Generator[str]:
    """Join the pieces to blocks of at least `most` characters, or fewer while many streams are on their way.

    The last block may be shorter.
    """
    block: list[str] = []
    length = 0
    with closing(pieces):
        for piece in pieces:
            if not block:
                size = min(most, BLOCKS.size(pieces))
            block.append(piece)
            length += len(piece)
            if length >= size:
                text, block, length = "".join(block), [], 0
                yield text
    BLOCKS.end(pieces)
    if block:
        yield "".join(block)


def bounded(name: str, default: int, most: int) -> int:
    """Return a whole number from the query; answer 400 if it is not from 1 to `most`."""
    value = request.args.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and 1 <= int(value) <= most):
        abort(400, f"{name} is {value!r}, but must be a whole number from 1 to {most}.")
    return int(value)
