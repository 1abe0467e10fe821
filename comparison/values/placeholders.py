"""What stands in a text for a value that is another one in each run."""

import re

# Of noise that a repeat has shown or the project declares, of an id, of a secret; of a time and of a clock.
PLACEHOLDER = re.compile(r"<(?:(?:varies|noise|id|masked) [0-9a-f.]+|time|clock)>")


def without_numbers(text: str) -> str:
    """Return a text whose placeholders have no numbers and digests: these are others in each run."""
    return PLACEHOLDER.sub(lambda match: f"{match[0].partition(' ')[0].rstrip('>')}>", text)
