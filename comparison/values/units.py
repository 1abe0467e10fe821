"""The units of a text that may come in any order: lines, rows, the objects of a JSON array, items, words."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

# The Base64 of a signature by SHA-1, SHA-256 or SHA-512.
_SIGNATURE = r"(?:[\w-]{27}|[\w-]{43}|[\w-]{86})(?![\w-])"
_HEX = r"[\dA-Fa-f]"
_UUID = rf"{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}(?!\w)"
# Random Base64 of 12 bytes and more: letters of both cases and a digit are in one part between hyphens, which no words
# of a language have.
_RANDOM = r"(?=[\w-]{16})(?=(?:\w*-)*(?=\w*\d)(?=\w*[A-Z])(?=\w*[a-z]))[\w-]++"
# What is signed, and the time, of six characters, before a signature.
_SIGNED = rf"[\w-]++(?=(?:\.[\w-]{{6}})?\.{_SIGNATURE})"
# Short parts of a value agree by chance with those of another one, and hyphens in Base64 come and go with the value.
# So what is random is one token, and so are the parts of what is signed, as a session cookie, and a decimal number.
TOKENS = re.compile(
    rf"(?<!\w){_UUID}|(?<![\w-])(?:{_RANDOM}|{_SIGNED})|(?<=\.){_SIGNATURE}"
    r"|\d{1,3}(?:,\d{3})+(?![\d,])|\d+\.\d+(?:e-?\d+)?|\w+|\s+|.",
    re.DOTALL,
)
_SEPARATORS = ",;"
_ROWS = ("tr", "li", "option", "article", "p", "div", "dt")

Unit = Callable[[str], list[str]]
# The ways to split a part whose order varies, the coarsest first.
UNITS: tuple[Unit, ...] = (
    str.splitlines,
    lambda text: re.split(r"(?<=>)(?=<)|[,;\n]\s*", text),
    TOKENS.findall,
)


def letter_sums(text: str) -> list[int]:
    """Return the sum of the letters before each place of a text, without what separates units.

    Two parts with the same units have the same sums.
    """
    return [0, *accumulate(0 if letter in _SEPARATORS or letter.isspace() else ord(letter) for letter in text)]


def is_permutation(unit: Unit, values: Sequence[str]) -> bool:
    """Return whether all values have the same units, more than one, in whatever order."""
    counts = [Counter(part.strip() for part in unit(value) if part.strip()) for value in values]
    return counts[0].total() > 1 and all(count == counts[0] for count in counts)


def whole_items(text: str, start: int, end: int) -> Iterator[tuple[Unit, int, int]]:
    """Yield how a part of a text may be one of whole items: the unit, and where the items start and end.

    An order that varies is that of the items. What is in each of them stays together.
    """
    line_end = text.find("\n", end)
    yield str.splitlines, text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end
    pairs = [("{", "}"), *((f"<{tag}", f"</{tag}>") for tag in _ROWS)]
    for opening, closing in pairs:
        left = text.rfind(opening, 0, start + len(opening))
        right = text.find(closing, max(end - len(closing), 0))
        if left >= 0 and right >= 0:
            yield _between(opening, closing), left, right + len(closing)


def _between(opening: str, closing: str) -> Unit:
    """Return a unit whose parts begin and end so, with a comma or spaces between them."""
    border = re.compile(rf"(?<={re.escape(closing)})[\s,]*(?={re.escape(opening)})")
    return border.split
