"""Leave form feeds out of what LibCST parses, and remember where they were.

LibCST 1.8 gives wrong positions behind a form feed at the start of a line.
"""

import re

# Form feeds at the start of a line. Elsewhere they are blanks.
_AT_LINE_START = re.compile(rb"(?<![^\r\n])\f+")


def without_form_feeds(source: bytes) -> bytes:
    """Return a source that LibCST reads rightly: no form feed at the start of a line, blanks for all others."""
    return _AT_LINE_START.sub(b"", source).replace(b"\f", b" ")


def places_of_form_feeds(source: bytes) -> tuple[int, ...]:
    """Return where form feeds were left out, as offsets in the source without them."""
    places = [place for match in _AT_LINE_START.finditer(source) for place in range(*match.span())]
    return tuple(place - number for number, place in enumerate(places))
