"""Write a form's files in a thread while they come: Quart's parser writes them on the event loop (FD169).

Flask's writes them in the thread of the request, but not where they are saved.
"""

import io
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any

from flask import current_app
from werkzeug.formparser import FormDataParser

from ..unnamed import EarlySync, open_unnamed

BLOCK = 64 * 1024


class ReceivingFormParser(FormDataParser):
    """A parser that writes the files of a multipart form to UPLOAD_FOLDER while more of the body comes.

    There they have no name until they are saved: whatever ends the request or the process, nothing of them stays.
    """

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        received: list[ReceivedFile] = []

        def receive(*about: Any, **more: Any) -> Any:
            received.append(ReceivedFile(current_app.config["UPLOAD_FOLDER"]))
            return received[-1]

        self.stream_factory = receive
        try:
            parsed = super().parse(stream, mimetype, content_length, options)
            with ExitStack() as opened:
                for file in chain.from_iterable(parsed[-1].listvalues()):
                    received_file: Any = file.stream
                    file.stream = opened.enter_context(received_file.whole())
                opened.pop_all()
        finally:
            for unread in received:
                unread.close()
        return parsed


class ReceivedFile:
    """A file as a parser of forms writes it: its first block stays in memory, a longer one goes to `directory`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.size = 0
        self.file: IO[bytes] = io.BytesIO()
        self.is_read = False
        self.sync = EarlySync()

    def write(self, content: bytes) -> None:
        """Write what has come. Raises OSError."""
        if self.size <= BLOCK < self.size + len(content):
            beginning, self.file = self.file, open_unnamed(self.directory)
            beginning.seek(0)
            self.file.write(beginning.read())
        self.size += len(content)
        self.file.write(content)
        if self.size > BLOCK:
            self.sync.count(self.file.fileno(), len(content))

    def seek(self, position: int) -> None:
        """Do nothing: a parser goes back to the beginning, which is where `whole` returns the file."""

    def whole(self) -> IO[bytes]:
        """Return all of the file, at its beginning; whoever reads it closes it. Raises OSError."""
        self.file.seek(0)
        self.sync.wait()
        self.is_read = True
        return self.file

    def close(self) -> None:
        """Forget what has come, but for what `whole` has returned."""
        if not self.is_read:
            # What could not be written before can't be written now.
            with suppress(OSError):
                self.file.close()
