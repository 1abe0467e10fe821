"""What an app in this process logs during an exchange, and the exceptions that it lets escape to its server."""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from unittest.mock import patch

from .tracebacks import MAX_CHARACTERS, shortened, traceback_text

# Loggers of the client that the test uses, in the same process.
_OF_CLIENT = ("httpx2", "httpcore2")


class ExchangeLog:
    """The log of one exchange as text, of which the end is kept. Tracebacks show frames of files below `root`."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root
        self._entries: deque[str] = deque()
        self._size = 0

    def add_record(self, record: logging.LogRecord) -> None:
        """Add a log record, with its traceback and its stack."""
        try:
            message = record.getMessage()
        except Exception:
            # The arguments do not fit the message: the app's handlers report it.
            message = str(record.msg)
        parts = [f"{record.levelname} in {record.name}: {message}"]
        if record.exc_info and record.exc_info[1] is not None:
            parts.append(traceback_text(record.exc_info[1], self.root))
        if record.stack_info:
            parts.append(record.stack_info)
        self._add("\n".join(parts))

    def add_error(self, error: BaseException) -> None:
        """Add an exception that the app let escape, unless the app has logged it."""
        text = traceback_text(error, self.root)
        if not any(text in entry for entry in self._entries):
            self._add(text)

    @property
    def text(self) -> str:
        """The entries, one below the other, of at most MAX_CHARACTERS."""
        return shortened("\n".join(self._entries))

    def replace(self, text: str) -> None:
        """Replace all entries by a text."""
        self._entries, self._size = deque([text] if text else []), len(text)

    def _add(self, entry: str) -> None:
        self._entries.append(entry)
        self._size += len(entry)
        while len(self._entries) > 1 and self._size - len(self._entries[0]) >= MAX_CHARACTERS:
            self._size -= len(self._entries.popleft())


# The log of the exchange that the running code belongs to, set by the recording client.
exchange_log: ContextVar[ExchangeLog | None] = ContextVar("exchange_log", default=None)


@contextmanager
def record_logs() -> Iterator[None]:
    """Add each log record to the log of its exchange while this is open, whatever handlers its logger has."""
    original = logging.Logger.callHandlers

    def call_handlers(logger: logging.Logger, record: logging.LogRecord) -> None:
        log = exchange_log.get()
        if log is not None and record.name.partition(".")[0] not in _OF_CLIENT:
            log.add_record(record)
        original(logger, record)

    with patch.object(logging.Logger, "callHandlers", call_handlers):
        yield
