"""A time limit that also interrupts code that blocks the main thread: a sleep, a loop, a lock, a read from a socket."""

import asyncio
import contextlib
import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType, TracebackType

from .stacks import current_places

# The open limits, the innermost last.
_limits: list["TimeLimit"] = []
# Seconds from an interrupt to the next, if the code continues, and until a signal that had no effect is sent again.
_PAUSE, _RESEND = 5.0, 0.05
# Seconds until a process exits whose main thread does not react to signals.
_EXIT_AFTER = 10.0
_INTERNAL_ERROR = 3
# Ignored by default, so harmless if it arrives late; pytest-timeout uses SIGALRM.
_SIGNAL = signal.SIGURG
# No exception is raised inside these files: it would leave a limit open.
_CLOSING = {__file__, contextlib.__file__}


class TimeLimitReached(BaseException):
    """Raised in the main thread by a time limit; `except Exception` in an app does not catch it."""


class TimeLimit:
    """A context manager that raises `error` in the main thread if its body takes longer than `seconds`.

    The body must end with `disarm()`: an exception between its end and `__exit__` would leave the limit open. Check
    `reached` afterwards: the app may have caught the exception, or ended at the last moment. `places` says where the
    body was, in files below `root`. A body that continues is interrupted again. If the main thread does not react, as
    in a C library that blocks, the process exits with status 3. In other threads the limit has no effect.
    """

    def __init__(self, seconds: float, root: Path, error: type[TimeLimitReached] = TimeLimitReached) -> None:
        self.seconds = seconds
        self.root = root
        self.error = error
        self.reached = False
        self.places = ""
        self.loop: asyncio.AbstractEventLoop | None = None
        self._armed = True
        self._pending = False
        self._done = threading.Event()
        self._in_main_thread = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> "TimeLimit":
        if self._in_main_thread:
            self._previous_handler = signal.signal(_SIGNAL, _raise_for_limit)
            _limits.append(self)
            threading.Thread(target=self._watch, name="time limit", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._in_main_thread:
            self._done.set()
            _limits.remove(self)
            signal.signal(_SIGNAL, self._previous_handler)

    def disarm(self) -> None:
        """Raise no exception from now on: the body has ended."""
        self._armed = False

    def text(self, subject: str) -> str:
        """Return a sentence about what has not ended, and where it was."""
        sentence = f"{subject} within {self.seconds:g} s."
        return f"{sentence} Meanwhile\n{self.places}" if self.places else sentence

    def _watch(self) -> None:
        """Wait in a thread until the limit is reached, then send signals to the main thread until the body ends."""
        if self._done.wait(self.seconds):
            return
        self.places = current_places(self.root, self.loop)
        self.reached = True
        while True:
            self._pending, since = True, time.monotonic()
            while self._pending:
                signal.pthread_kill(threading.main_thread().ident or 0, _SIGNAL)
                if self._done.wait(_RESEND):
                    return
                if time.monotonic() - since > _EXIT_AFTER:
                    _exit_process(self.text("A thread that does not react to signals has not ended"))
            if self._done.wait(_PAUSE):
                return


def _raise_for_limit(number: int, frame: FrameType | None) -> None:
    """Handle the signal: raise the error of the innermost limit that is reached and armed.

    Nothing is raised while a limit is opened or closed: the watching thread sends the signal again.
    """
    if frame is None or frame.f_code.co_filename in _CLOSING or _is_opening_or_closing(frame):
        return
    for limit in reversed(_limits):
        if limit._armed and limit._pending:
            limit._pending = False
            raise limit.error(f"{limit.seconds:g} s")


def _is_opening_or_closing(frame: FrameType | None) -> bool:
    """Return whether a frame belongs to the opening or closing of a limit."""
    while frame is not None:
        if frame.f_code in (TimeLimit.__enter__.__code__, TimeLimit.__exit__.__code__):
            return True
        frame = frame.f_back
    return False


def note_loop() -> None:
    """Make the open limits show where the tasks of the running loop are; raises `RuntimeError` without a loop."""
    for limit in _limits:
        limit.loop = asyncio.get_running_loop()


def running_loop() -> asyncio.AbstractEventLoop:
    """Return the running event loop, for a limit that is opened outside of it."""
    return asyncio.get_running_loop()


_stderr: list[int] = []


def keep_stderr() -> None:
    """Duplicate standard error, for the message of a process that exits: pytest captures descriptor 2."""
    if not _stderr:
        _stderr.append(os.dup(2))


def _exit_process(text: str) -> None:
    remedy = "This process exits. End what blocks, or raise `timeout` or `start_timeout` in [tool.comparison]."
    os.write(_stderr[0] if _stderr else 2, f"\n{text}\n{remedy}\n".encode())
    os._exit(_INTERNAL_ERROR)
