"""Find the threads and tasks of an app that died with an exception, in what its server printed."""

import re
from collections.abc import Sequence
from pathlib import Path

from .tracebacks import is_project_file, shortened

# What Python prints first: for a thread, for a task or future that nobody awaits, for a task that the app has lost, and
# for a callback of the event loop. A log may put time and level before it.
_HEAD = re.compile(
    r"(?P<certain>Exception in thread |Task exception was never retrieved)"
    r"|Future exception was never retrieved|Task was destroyed but it is pending!|Exception in callback "
)
# The details that asyncio prints below, a line each.
_DETAIL = re.compile(r"(future|task|handle|message|transport|protocol): ")
_LOST = "Task was destroyed but it is pending!"
_TRACEBACK = "Traceback (most recent call last):"
# What follows the frames: the name of the exception, but not the level of another line.
_EXCEPTION = re.compile(r"(?!DEBUG|INFO|WARNING|ERROR|CRITICAL)[A-Za-z_][\w.<>]*(: .*)?$")
_OF_TRACEBACK = re.compile(rf"{re.escape(_TRACEBACK)}|{_EXCEPTION.pattern}")
_END_OF_GROUP = re.compile(r" +\+-+$")
# How many lines others may print between the first line of an error and its traceback.
_NEAR = 5
_CHAINED = ("The above exception was the direct cause", "During handling of the above exception")
# Quart logs the exception of `add_background_task` as that of a request, if there was one.
_BACKGROUND_TASK = re.compile(r'  File "[^"]*\bquart/app\.py", line \d+, in _wrapper$')
_PATH = re.compile(r'(?:File "|\bat )(/[^":>\n]+)')
_SERVERS = {"hypercorn", "uvicorn", "granian", "gunicorn"}


def logged_errors(text: str, root: Path) -> tuple[list[str], bool]:
    """Return the errors of threads and tasks in a log, each as it was printed, and whether the last one is complete.

    Those of a server's own tasks are left out. A lost task, a future and a callback count only if a file of the project
    is named: libraries abandon some on purpose.
    """
    lines, errors, index, is_complete = text.split("\n"), [], 0, True
    while index < len(lines):
        head = _HEAD.search(lines[index])
        if head is None and not _begins_background_task(lines, index):
            index += 1
            continue
        error, end, has_all_parts = _error_at(lines, index)
        is_complete = has_all_parts and end < len(lines)
        block = "\n".join(error)
        if _is_of_app(block, root, head is None or head["certain"] is not None):
            errors.append(shortened(block))
        index = end
    return errors, is_complete


def _begins_background_task(lines: Sequence[str], index: int) -> bool:
    """Return whether a line is that above the traceback of a task that `add_background_task` started."""
    following = lines[index + 1 : index + 3]
    return len(following) == 2 and following[0] == _TRACEBACK and bool(_BACKGROUND_TASK.match(following[1]))


def _error_at(lines: Sequence[str], start: int) -> tuple[list[str], int, bool]:
    """Return the lines of an error, the index after its last one, and whether it has all parts.

    A lost task has a line of details, any other error a traceback, after those of its causes. Other lines between these
    are left out: Python prints the error of a thread piece by piece, and other threads print meanwhile.
    """
    error, index = [lines[start]], start + 1
    while index < len(lines) and _DETAIL.match(lines[index]):
        error.append(lines[index])
        index += 1
    if _LOST in lines[start]:
        return error, index, len(error) > 1
    while True:
        near = range(index, min(index + _NEAR, len(lines)))
        header = next((number for number in near if lines[number].lstrip(" +").endswith(_TRACEBACK)), None)
        if header is None:
            return error, index, False
        index = _end_of_traceback(lines, header + 1)
        error += [line for line in lines[header:index] if line.startswith(" ") or _OF_TRACEBACK.match(line)]
        if not any(line.startswith(_CHAINED) for line in lines[index + 1 : index + 2]):
            return error, index, index < len(lines)
        error += lines[index : index + 3]
        index += 3


def _end_of_traceback(lines: Sequence[str], index: int) -> int:
    """Return the index after the exception below a traceback, or after the rule that ends an exception group."""
    while index < len(lines) and not (_EXCEPTION.match(lines[index]) or _END_OF_GROUP.match(lines[index])):
        index += 1
    index += 1
    while index < len(lines) and _END_OF_GROUP.match(lines[index - 1]) and lines[index].startswith(" "):
        index += 1
    return index


def _is_of_app(block: str, root: Path, is_certain: bool) -> bool:
    """Return whether an error is the app's: a file of the project is named, or, if it is certain, none of a server."""
    paths = _PATH.findall(block)
    if any(is_project_file(path, root) for path in paths):
        return True
    return is_certain and not any(_SERVERS & set(Path(path).parts) for path in paths)
