"""A time limit that also ends what blocks this thread: a sleep, a loop, a lock, a read from a socket."""

import asyncio
import contextlib
import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType, TracebackType

from .frames import standing

# Those that are open, the innermost last.
_limits: list["Limit"] = []
# Seconds between two interrupts of what goes on all the same, and of a thread that did not take the last one yet.
_PAUSE, _AT_ONCE = 5.0, 0.05
# Seconds until a thread that takes no interrupt is given up, with its process.
_GIVEN_UP = 10.0
_INTERNAL = 3
# Nobody else's: by default it is ignored, also when it comes too late. pytest-timeout has SIGALRM.
_SIGNAL = signal.SIGURG
# An exception that is raised in their midst would leave a limit open.
_CLOSING = {__file__, contextlib.__file__}


class TimeLimitReached(BaseException):
    """Raised in the main thread wherever it is; no `except Exception` of an app keeps it."""


class Limit:
    """Ends what takes longer than so many seconds, by an `error` that is raised wherever the main thread is.

    The body ends with `disarm()`: an exception that came between its end and `__exit__` would leave the limit open.
    The caller looks at `reached` afterwards: an app may keep the exception, or end at the last moment. `places` says
    where it stood below `root`. What goes on is interrupted again and again; a process whose main thread takes no
    interrupt, in a library that waits without Python, ends with status 3. Only the main thread is ended.
    """

    def __init__(self, seconds: float, root: Path, error: type[TimeLimitReached] = TimeLimitReached) -> None:
        self.seconds = seconds
        self.root = root
        self.error = error
        self.reached = False
        self.places = ""
        self.loop: asyncio.AbstractEventLoop | None = None
        self._armed = True
        self._to_raise = False
        self._done = threading.Event()
        self._watched = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> "Limit":
        if self._watched:
            self._before = signal.signal(_SIGNAL, _raise_for_limit)
            _limits.append(self)
            threading.Thread(target=self._watch, name="time limit", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watched:
            self._done.set()
            _limits.remove(self)
            signal.signal(_SIGNAL, self._before)

    def disarm(self) -> None:
        """Raise nothing any more: what was limited has ended."""
        self._armed = False

    def text(self, what: str) -> str:
        """Return a sentence of something that has not ended, and where it stood."""
        sentence = f"{what} within {self.seconds:g} s."
        return f"{sentence} Meanwhile\n{self.places}" if self.places else sentence

    def _watch(self) -> None:
        if self._done.wait(self.seconds):
            return
        self.places = standing(self.root, self.loop)
        self.reached = True
        while True:
            self._to_raise, since = True, time.monotonic()
            while self._to_raise:
                signal.pthread_kill(threading.main_thread().ident or 0, _SIGNAL)
                if self._done.wait(_AT_ONCE):
                    return
                if time.monotonic() - since > _GIVEN_UP:
                    _give_up(self.text("A thread that takes no interrupt has not ended"))
            if self._done.wait(_PAUSE):
                return


def _raise_for_limit(number: int, frame: FrameType | None) -> None:
    if frame is None or frame.f_code.co_filename in _CLOSING or _is_opening_or_closing(frame):
        return
    for limit in reversed(_limits):
        if limit._armed and limit._to_raise:
            limit._to_raise = False
            raise limit.error(f"{limit.seconds:g} s")


def _is_opening_or_closing(frame: FrameType | None) -> bool:
    """Say whether a limit is being opened or closed, also in what that calls."""
    while frame is not None:
        if frame.f_code in (Limit.__enter__.__code__, Limit.__exit__.__code__):
            return True
        frame = frame.f_back
    return False


def note_loop() -> None:
    """Let the open limits show where the tasks of this loop stand."""
    for limit in _limits:
        limit.loop = asyncio.get_running_loop()


def running_loop() -> asyncio.AbstractEventLoop:
    """Return the loop that runs in this thread, for a limit that is opened outside of it."""
    return asyncio.get_running_loop()


_stderr: list[int] = []


def keep_stderr() -> None:
    """Keep the standard error as it is now, for the last words of a process that is given up; pytest captures it."""
    if not _stderr:
        _stderr.append(os.dup(2))


def _give_up(text: str) -> None:
    os.write(_stderr[0] if _stderr else 2, f"\n{text}\nThis process ends here.\n".encode())
    os._exit(_INTERNAL)
