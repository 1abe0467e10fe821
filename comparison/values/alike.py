"""Tell whether a value is of the kind that others are of: as long, and of the same characters."""

import re
from collections.abc import Collection

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_DECIMAL = re.compile(r"[\d,]+(?:\.\d+)?(?:e-?\d+)?")
# A value of this length and more, which all runs have, is of a fixed length.
_FIXED_LENGTH = 8


def is_alike(value: str, values: Collection[str]) -> bool:
    """Return whether a value has the characters and the length that the values have."""
    lengths = set(map(len, values))
    has_fraction = all(_DECIMAL.fullmatch(text) and not text.isdigit() for text in values)
    if len(lengths) == 1 and min(lengths) >= _FIXED_LENGTH and not has_fraction:
        is_fitting = len(value) in lengths
    else:
        is_fitting = min(lengths) // 3 <= len(value) <= 3 * max(lengths) + 3 and bool(value or 0 in lengths)
    kinds = set().union(*map(_kinds, values))
    if kinds >= {"digit", "lower", "upper"}:
        # Base64 has signs of its own, which need not be in each value (RFC 4648).
        kinds |= set("-_+/=.")
    return is_fitting and _kinds(value) <= kinds


def _kinds(text: str) -> set[str]:
    """Return the kinds of characters in a text; a word of hexadecimal digits has a kind of its own."""
    kinds = set()
    for word in _WORDS.findall(text):
        if word.isdigit():
            kinds.add("digit")
        elif re.fullmatch(r"[0-9a-f]+", word):
            kinds |= {"digit", "hex"}
        elif word.isspace():
            kinds.add("space")
        else:
            for character in word:
                kinds.add(
                    "digit"
                    if character.isdigit()
                    else "upper"
                    if character.isupper()
                    else "lower"
                    if character.isalpha()
                    else character
                )
    return kinds | ({"hex"} if "lower" in kinds else set())
