"""Small sources, as dedented blocks."""

from textwrap import dedent


def dedented(block):
    """Return the source in a dedented block that begins on its second line."""
    return dedent(block).removeprefix("\n")
