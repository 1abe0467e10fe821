"""Say where an app stands: the lines of the project that its tasks and threads are at."""

import asyncio
import gc
import linecache
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import AsyncGeneratorType, CodeType, FrameType
from typing import Any

from .thread import LEFT

# Frames of one task or thread that are shown, the innermost last.
_SHOWN = 5
# How coroutines, generators and async generators name their frame, and what they wait for.
_AWAITED = {"cr": "await", "gi": "yieldfrom", "ag": "await"}
# Directories of installed packages: their frames are none of the project's.
_INSTALLED = {"site-packages", "dist-packages"}


def standing(root: Path, loop: asyncio.AbstractEventLoop | None = None) -> str:
    """Return the places at which tasks and threads stand now, each as a block of lines, or "" where there are none.

    Only frames of files below `root` are shown, and of this thread only what lies below the event loop.
    """
    blocks = [*_of_tasks(root, loop), *_of_threads(root)]
    return "\n".join(dict.fromkeys(blocks))


def _of_tasks(root: Path, loop: asyncio.AbstractEventLoop | None) -> Iterator[str]:
    if loop is None:
        return
    for task in asyncio.all_tasks(loop):
        lines = list(_project(root, _awaited(task.get_coro())))
        if lines:
            yield _block("a task waits", lines)


def _of_threads(root: Path) -> Iterator[str]:
    names = {thread.ident: thread.name for thread in threading.enumerate() if thread.name != LEFT}
    for number, frame in sys._current_frames().items():
        if number == threading.get_ident() or number not in names:
            continue
        lines = list(_project(root, ((frame.f_code, line) for frame, line in _stack(frame))))
        if lines:
            yield _block(f"thread {names[number]} is", lines)


def _awaited(awaitable: Any) -> Iterator[tuple[CodeType, int]]:
    """Yield code and line of a coroutine or generator and of all that it waits for, the innermost last."""
    while awaitable is not None:
        kind = next((kind for kind in _AWAITED if getattr(awaitable, f"{kind}_frame", None) is not None), None)
        if kind is None:
            # The step of an async generator shows it to the garbage collector alone.
            generators = (value for value in gc.get_referents(awaitable) if isinstance(value, AsyncGeneratorType))
            awaitable = next(generators, None)
        else:
            frame: FrameType = getattr(awaitable, f"{kind}_frame")
            yield frame.f_code, frame.f_lineno
            awaitable = getattr(awaitable, f"{kind}_{_AWAITED[kind]}", None)


def _stack(frame: FrameType | None) -> list[tuple[FrameType, int]]:
    frames = []
    while frame is not None:
        frames.append((frame, frame.f_lineno))
        frame = frame.f_back
    return frames[::-1]


def _project(root: Path, places: Iterable[tuple[CodeType, int]]) -> Iterator[str]:
    for code, line in places:
        path = Path(code.co_filename)
        if path.is_relative_to(root) and not _INSTALLED & set(path.parts):
            source = linecache.getline(code.co_filename, line).strip()
            yield f"{path.relative_to(root)}:{line} in {code.co_name}: {source}"


def _block(what: str, lines: list[str]) -> str:
    return "\n".join([f"  {what} at", *(f"    {line}" for line in lines[-_SHOWN:])])
