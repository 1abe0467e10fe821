"""Turn the ids of notes within a text into links."""

import re
from collections.abc import Mapping

_ID = re.compile(r"\bF[DQ]\d{3}\b")
# Code, headings and links, in which no id becomes a link; or an id.
_ID_IN_TEXT = re.compile(
    r"(?P<ticks>`+).+?(?P=ticks)|^#[^\n]*|\[[^\]]*\]\([^)]*\)|(?P<id>\bF[DQ]\d{3}\b)", re.MULTILINE | re.DOTALL
)


def note_ids(text: str) -> list[str]:
    """Return the ids that a text names, in order, each once."""
    return list(dict.fromkeys(_ID.findall(text)))


def linked(text: str, files: Mapping[str, str], file: str = "") -> str:
    """Return the text with a link for each id; `files` maps ids to pages, `file` is the page with the text."""

    def link(match: re.Match[str]) -> str:
        id = match["id"]
        return f"[{id}]({address(id, files, file)})" if id in files else match[0]

    return _ID_IN_TEXT.sub(link, text)


def address(id: str, files: Mapping[str, str], file: str = "") -> str:
    """Return the address of a note for a link on the page `file`."""
    page = files[id]
    return f"{'' if page == file else page}#{id.lower()}"
