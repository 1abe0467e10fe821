"""Comments that accept a finding at their line: `# comparison: ignore[FD201] the reason`."""

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_COMMENT = re.compile(r"#\s*comparison:\s*ignore(?:\[(?P<ids>[^\]]*)\])?\s*(?P<reason>.*)")


@dataclass(frozen=True)
class Ignore:
    """A comment that accepts the findings of some notes at `line`; a comment of its own stands above that line."""

    path: str
    line: int
    comment_line: int
    ids: tuple[str, ...]
    reason: str

    @property
    def problem(self) -> str:
        """What is wrong with the comment, and what to do; "" if it is valid."""
        place = f"{self.path}:{self.comment_line}"
        if not self.ids:
            return f"{place}: the comment names no note, and accepts nothing: write `# comparison: ignore[ID] reason`."
        if not self.reason:
            ids = ", ".join(self.ids)
            return f"{place}: the comment gives no reason, and accepts nothing: write it after `ignore[{ids}]`."
        return ""


def ignores_in(path: str, text: str) -> Iterator[Ignore]:
    """Yield the comments of a Python file that accept findings."""
    lines = text.splitlines()
    for comment in _comments(text):
        match = _COMMENT.fullmatch(comment.string.strip())
        if match is None:
            continue
        line = comment.start[0]
        ids = tuple(id.strip().upper() for id in (match["ids"] or "").split(",") if id.strip())
        is_alone = not comment.line[: comment.start[1]].strip()
        target = _next_code(lines, line) if is_alone else line
        yield Ignore(path, target, line, ids, match["reason"].strip(" :-"))


def _comments(text: str) -> Iterator[tokenize.TokenInfo]:
    """Yield the comments of a text; those before an error, if it is no valid Python."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token
    except (tokenize.TokenError, SyntaxError):
        return


def _next_code(lines: list[str], line: int) -> int:
    """Return the number of the first line after `line` that is neither empty nor a comment."""
    for number in range(line, len(lines)):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number + 1
    return line


def ignore_of(ignores: Mapping[tuple[str, int], list[Ignore]], path: str, line: int, id: str) -> Ignore | None:
    """Return the valid comment that accepts a note at a line."""
    return next((ignore for ignore in ignores.get((path, line), ()) if id in ignore.ids and not ignore.problem), None)
