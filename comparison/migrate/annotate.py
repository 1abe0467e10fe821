"""Write what is left to do into the files, as comments above the lines."""

import ast
import textwrap
from collections import defaultdict
from dataclasses import replace

from ..values.python_source import syntax_tree
from .engine import ManualStep
from .files import MigratedFile

# Of a comment; it is as deep as the line below it.
_WIDTH = 72  # columns


def annotated(file: MigratedFile) -> MigratedFile:
    """Return a file with a comment `# TODO(ID): reason.` above each line that is left to do, in lines of 76 columns.

    A comment that would become part of a text is left out, and so is one that the file has already.
    """
    reasons: dict[int, list[ManualStep]] = defaultdict(list)
    for step in file.manual_steps:
        reasons[step.line].append(step)
    text, added = file.after, 0
    moved: dict[ManualStep, ManualStep] = {}
    for line in sorted(reasons):
        comments = [text for step in reasons[line] for text in _comment(step, file.encoding)]
        new_text = _with_comments(text, line + added, comments)
        if new_text is not None:
            text, added = new_text, added + len(comments)
        moved |= {step: step._replace(line=step.line + added) for step in reasons[line]}
    return replace(
        file,
        after=text,
        manual_steps=tuple(moved[step] for step in file.manual_steps),
        silent_steps=frozenset(moved[step] for step in file.silent_steps),
    )


def _comment(step: ManualStep, encoding: str) -> list[str]:
    """Return the lines of the comment for a step, in characters that the file's encoding has."""
    text = f"TODO({step.rule}): {step.reason}.".replace("…", "...").encode(encoding, "replace").decode(encoding)
    first, *rest = textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
    return [f"# {first}", *(f"#   {line}" for line in rest)]


def _with_comments(text: str, line: int, comments: list[str]) -> str | None:
    """Return a text with comments above a line, as deep as the line; None if that would change the code."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    lines = text.split("\n")
    code = lines[line - 1]
    indent = code[: len(code) - len(code.lstrip())]
    end = "\r" if code.endswith("\r") else ""
    inserted = [f"{indent}{comment}{end}" for comment in comments]
    if lines[max(0, line - 1 - len(inserted)) : line - 1] == inserted:
        return None
    new_text = "\n".join([*lines[: line - 1], *inserted, *lines[line - 1 :]])
    try:
        is_same = ast.dump(syntax_tree(new_text)) == ast.dump(syntax_tree(text))
    except SyntaxError:
        return None
    return mark + new_text if is_same else None
