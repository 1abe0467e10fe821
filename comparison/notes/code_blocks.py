"""Show two sources as Markdown: in one diff if they are alike, otherwise each in full."""

from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff

# Unchanged lines around a change in the diff of a fix.
_CONTEXT = 3
# Lines that a fix may add or remove to be a diff; a longer fix is to be copied in full.
_MOST_CHANGED = 8


def python_block(source: str) -> str:
    """Return a source as a block of Python."""
    return f"```python\n{source}```"


def both_sources(flask: str, quart: str) -> str:
    """Return both sources in one diff if at least half of the lines are equal, otherwise one after the other."""
    before, after = flask.splitlines(), quart.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    if 2 * equal >= max(len(before), len(after)):
        return _diff_block(flask, quart, len(before))
    return f"Flask:\n\n{python_block(flask)}\n\nQuart:\n\n{python_block(quart)}"


def fix_block(quart: str, fixed: str) -> str:
    """Return the source with the fix in full, or as a diff if it changes at most eight lines."""
    changed = sum(line[:1] in "+-" for line in _diff_lines(quart, fixed, 0))
    return _diff_block(quart, fixed, _CONTEXT) if changed <= _MOST_CHANGED else python_block(fixed)


def _diff_block(before: str, after: str, context: int) -> str:
    text = "\n".join(line.rstrip() for line in _diff_lines(before, after, context)).strip("\n")
    return f"```diff\n{text}\n```"


def _diff_lines(before: str, after: str, context: int) -> Iterator[str]:
    """Yield the lines of a diff without its head; between two of its parts stands "…"."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=context))[2:]
    for number, line in enumerate(lines):
        if not line.startswith("@@"):
            yield line
        elif number:
            yield " …"
