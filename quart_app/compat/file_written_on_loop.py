"""Write a form's files in a thread while they come: Quart's parser writes them on the event loop (FD169)."""

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any

import aiofiles
from quart import current_app
from quart.formparser import FormDataParser
from quart.wrappers.request import Body

from ..unnamed import EarlySync, open_unnamed
from .blocking_view import blocks_in_thread, in_thread

BLOCKS = blocks_in_thread(smallest=64 * 1024, room=2 * 1024 * 1024)


class ReceivingFormParser(FormDataParser):
    """A parser that writes the files of a multipart form to UPLOAD_FOLDER in a thread, while more of the body comes.

    There they have no name until they are saved: whatever ends the request or the process, nothing of them stays.
    """

    async def parse(
        self, body: Body, mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> Any:
        received: list[ReceivedFile] = []

        def receive(*about: Any) -> Any:
            received.append(ReceivedFile(current_app.config["UPLOAD_FOLDER"]))
            return received[-1]

        self.stream_factory = receive
        incoming: Any = written_out(body, received) if mimetype == "multipart/form-data" else body
        try:
            form, files = await super().parse(incoming, mimetype, content_length, options)
            with ExitStack() as opened:
                for file in chain.from_iterable(files.listvalues()):
                    file.stream = opened.enter_context(await file.stream.whole())
                opened.pop_all()
        finally:
            for unread in received:
                await unread.close()
        return form, files


async def written_out(body: AsyncIterator[bytes], received: Sequence["ReceivedFile"]) -> AsyncIterator[bytes]:
    """Yield the blocks of a body; write the files that the parser has found in each before the next."""
    ended = 0
    async for block in body:
        yield block
        for file in received[ended:]:
            await file.write_out()
        ended = max(len(received) - 1, 0)


class ReceivedFile:
    """A file as a parser of forms writes it: its first block stays in memory, a longer one goes to `directory`.

    While a block is written, the next one comes.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.waiting: list[bytes] = []
        self.size = 0
        self.file: IO[bytes] | None = None
        self.target: Any = None
        self.sync = EarlySync()
        self.writing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.writing.set_result(None)

    def write(self, content: bytes) -> None:
        """Take what has come; `write_out` writes it."""
        self.waiting.append(content)
        self.size += len(content)

    def seek(self, position: int) -> None:
        """Do nothing: a parser goes back to the beginning, which is where `whole` returns the file."""

    async def write_out(self) -> None:
        """Begin to write what waits, if it is a whole block. Raises OSError if the one before could not be written."""
        if self.size >= BLOCKS.size(self):
            await self.begin_to_write()

    async def begin_to_write(self) -> None:
        await asyncio.shield(self.writing)
        self.writing = asyncio.ensure_future(self.write_blocks(self.waiting, self.size))
        self.waiting, self.size = [], 0

    async def write_blocks(self, blocks: list[bytes], size: int) -> None:
        """Write blocks at the end; a client that disconnects does not cancel it, so that what was opened is closed."""
        if self.file is None:
            self.file = await in_thread(open_unnamed, self.directory)
            self.target = await aiofiles.open(self.file.fileno(), "wb", closefd=False)
        await self.target.write(b"".join(blocks))
        self.sync.count(self.file.fileno(), size)

    async def whole(self) -> IO[bytes]:
        """Return all of the file, at its beginning; whoever reads it closes it. Raises OSError."""
        await asyncio.shield(self.writing)
        if self.file is None:
            return io.BytesIO(b"".join(self.waiting))
        await self.begin_to_write()
        await asyncio.shield(self.writing)
        await self.target.flush()
        await in_thread(self.sync.wait)
        file, self.file = self.file, None
        file.seek(0)
        return file

    async def close(self) -> None:
        """Forget what has come, but for what `whole` has returned."""
        BLOCKS.end(self)
        self.waiting = []
        await asyncio.wait([self.writing])
        if not self.writing.cancelled():
            self.writing.exception()
        # What could not be written before can't be written now.
        if self.target is not None:
            with suppress(OSError):
                await self.target.close()
        if self.file is not None:
            await in_thread(self.file.close)
