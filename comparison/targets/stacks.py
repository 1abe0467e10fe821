"""Find the lines of the project at which the tasks and threads of an app currently are."""

import asyncio
import gc
import linecache
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import AsyncGeneratorType, CodeType, FrameType
from typing import Any

from .request_thread import ABANDONED

# How many frames of a task or thread are shown, the innermost last.
_SHOWN = 5
# The prefixes of the attributes of coroutines, generators and async generators, and the attribute with what they await.
_AWAITED = {"cr": "await", "gi": "yieldfrom", "ag": "await"}
# Directories of installed packages, which are not the project's own files.
INSTALLED = {"site-packages", "dist-packages"}


def current_places(root: Path, loop: asyncio.AbstractEventLoop | None = None) -> str:
    """Return where the tasks of a loop and all other threads currently are, a block of lines each; "" if nowhere.

    Only frames of files below `root` are shown. The stack of the calling thread is left out.
    """
    blocks = [*_task_blocks(root, loop), *_thread_blocks(root)]
    return "\n".join(dict.fromkeys(blocks))


def _task_blocks(root: Path, loop: asyncio.AbstractEventLoop | None) -> Iterator[str]:
    """Yield a block of lines for each task of the loop that is in a file of the project; nothing without a loop."""
    if loop is None:
        return
    for task in asyncio.all_tasks(loop):
        lines = list(_project_lines(root, _awaited(task.get_coro())))
        if lines:
            yield _block("a task waits", lines)


def _thread_blocks(root: Path) -> Iterator[str]:
    """Yield a block of lines for each thread in a file of the project, without the calling and abandoned threads."""
    names = {thread.ident: thread.name for thread in threading.enumerate() if thread.name != ABANDONED}
    for number, frame in sys._current_frames().items():
        if number == threading.get_ident() or number not in names:
            continue
        lines = list(_project_lines(root, ((frame.f_code, line) for frame, line in _stack(frame))))
        if lines:
            yield _block(f"thread {names[number]} is", lines)


def _awaited(awaitable: Any) -> Iterator[tuple[CodeType, int]]:
    """Yield code and line of a coroutine or generator and of everything that it awaits, the innermost last."""
    while awaitable is not None:
        kind = next((kind for kind in _AWAITED if getattr(awaitable, f"{kind}_frame", None) is not None), None)
        if kind is None:
            # The awaitable of a step of an async generator refers to it only for the garbage collector.
            generators = (value for value in gc.get_referents(awaitable) if isinstance(value, AsyncGeneratorType))
            awaitable = next(generators, None)
        else:
            frame: FrameType = getattr(awaitable, f"{kind}_frame")
            yield frame.f_code, frame.f_lineno
            awaitable = getattr(awaitable, f"{kind}_{_AWAITED[kind]}", None)


def _stack(frame: FrameType | None) -> list[tuple[FrameType, int]]:
    """Return a frame and its callers with their lines, the innermost last."""
    frames = []
    while frame is not None:
        frames.append((frame, frame.f_lineno))
        frame = frame.f_back
    return frames[::-1]


def _project_lines(root: Path, places: Iterable[tuple[CodeType, int]]) -> Iterator[str]:
    """Yield "PATH:LINE in FUNCTION: SOURCE" for each place in a file of the project, without installed packages."""
    for code, line in places:
        path = Path(code.co_filename)
        if path.is_relative_to(root) and not INSTALLED & set(path.parts):
            source = linecache.getline(code.co_filename, line).strip()
            yield f"{path.relative_to(root)}:{line} in {code.co_name}: {source}"


def _block(title: str, lines: list[str]) -> str:
    return "\n".join([f"  {title} at", *(f"    {line}" for line in lines[-_SHOWN:])])
