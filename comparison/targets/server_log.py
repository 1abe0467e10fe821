"""The log file of a server: what was written during an exchange, and the errors of threads and tasks."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from .logged_errors import logged_errors
from .process import ServerProcess
from .tracebacks import described, shortened

# Lines that are shown, the last ones.
_LINES = 30
# Seconds to wait for the rest of an error that is being written, and for threads to end.
_PATIENCE = 0.5
_PAUSE = 0.01
_TRACEBACK = "Traceback (most recent call last)"


class ServerLog:
    """Reads a log while its server writes it; positions are in bytes."""

    def __init__(self, path: Path, root: Path) -> None:
        self.path = path
        self.root = root
        self.last_request = ""
        self._judged = 0

    @property
    def position(self) -> int:
        """The end of the log."""
        return self.path.stat().st_size if self.path.exists() else 0

    def read(self, start: int, end: int | None = None) -> str:
        """Return the text between two positions; without `end`, all that follows `start`."""
        if not self.path.exists():
            return ""
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else max(end - start, 0)).decode("utf-8", "replace")

    def last_lines(self, start: int, ends: Sequence[int | None], deadline: float) -> str:
        """Return the last 30 lines that were written after `start`, about an exchange that failed.

        They are read up to the first of `ends`; if there is no traceback, to the next. None is the end of the log.
        Waits for a whole traceback until `deadline` (time.monotonic).
        """
        _wait_until(lambda: _has_whole_traceback(self.read(start)), deadline)
        text = ""
        for end in ends:
            text = self.read(start, end)
            if _TRACEBACK in text:
                break
        return shortened("\n".join(text.rstrip("\n").split("\n")[-_LINES:]))

    def new_errors(self) -> list[str]:
        """Return the errors of threads and tasks that were logged since the last call.

        Waits up to half a second for the end of an error that is being written.
        """
        _wait_until(lambda: logged_errors(self.read(self._judged), self.root)[1], time.monotonic() + _PATIENCE)
        if logged_errors(self.read(self._judged), self.root)[0]:
            # What caused the error may be printed before it, and the error itself after a moment.
            time.sleep(_PAUSE)
        end = self.position
        errors, _ = logged_errors(self.read(self._judged, end), self.root)
        self._judged = end
        return errors


class ServerErrors:
    """The errors of threads and tasks that a server logged during a test, and before it, since the last test."""

    def __init__(self, log: ServerLog) -> None:
        self.log = log
        self.earlier = log.new_errors()
        self.texts: list[str] = []

    def described(self, subject: str, request: str) -> list[str]:
        """Return a text for each error: the subject, the last request, and the traceback; `request` is the test's."""
        earlier = described(self.earlier, f"{subject} after the end of the test before", self.log.last_request)
        self.log.last_request = request or self.log.last_request
        return [*earlier, *described(self.texts, subject, request)]


@asynccontextmanager
async def server_errors(server: ServerProcess, log: ServerLog) -> AsyncIterator[ServerErrors]:
    """Collect the errors of threads and tasks that a server logs while this is open.

    At the end it waits, up to half a second, until the server has as many threads as before: one may die later than its
    request ends.
    """
    errors, threads = ServerErrors(log), server.count_threads()
    yield errors
    deadline = time.monotonic() + _PATIENCE
    while server.count_threads() > threads and time.monotonic() < deadline:  # noqa: ASYNC110 - of another process
        await asyncio.sleep(_PAUSE)
    errors.texts = log.new_errors()


def _has_whole_traceback(text: str) -> bool:
    """Return whether a text has a traceback, and does not end inside of one."""
    last_line = text[:-1].rpartition("\n")[2]
    return _TRACEBACK in text and text.endswith("\n") and (last_line[:1] != " " or last_line.endswith("-----"))


def _wait_until(condition: Callable[[], bool], deadline: float) -> None:
    """Wait until a condition is true, or a time is reached."""
    while not condition() and time.monotonic() < deadline:
        time.sleep(_PAUSE)
