"""The page of `comparison report` in a file, and the size of the window that shows it."""

from comparison.report.page.overview import NoteText
from comparison.report.page.render import page_parts

DESK = {"width": 1200, "height": 800}
NOTES = {"FD201": NoteText("`Vary` is missing", "It is `so`.", "silent divergence", "Set it.")}


def write_page(path, result, recorded):
    path.write_text("".join(page_parts(result, recorded, NOTES)), "utf-8", "backslashreplace")
    return path.as_uri()
