"""`comparison.benchmark.floor:app`: the least that a server can do for a workload, without any framework.

FLOOR names a folder with what to send: `head.json` (status and headers) and `body`. A body that comes in is written
to disk as it comes, and is durable before the answer. Where `waits` is
set, a path that ends in a number waits so many milliseconds.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

BLOCK = 64 * 1024

Message = MutableMapping[str, Any]


class Floor:
    """Sends the recorded bytes, in blocks of 64 KiB."""

    def begin(self, folder: Path) -> None:
        self.folder = folder
        recorded = json.loads((folder / "head.json").read_text("utf-8"))
        self.status, self.waits = recorded["status"], recorded["waits"]
        self.headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in recorded["headers"]]
        body = (folder / "body").read_bytes()
        self.blocks = [body[start : start + BLOCK] for start in range(0, len(body), BLOCK)] or [b""]

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.begin(Path(os.environ["FLOOR"]))
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["method"] == "POST":
            await self.write(receive)
        last = scope["path"].rpartition("/")[2]
        if self.waits and last.isdigit():
            await asyncio.sleep(int(last) / 1000)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for block in self.blocks[:-1]:
            await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": self.blocks[-1], "more_body": False})

    async def write(self, receive: Callable[[], Awaitable[Message]]) -> None:
        """Write a body to a new file, and wait until it is on disk: nobody else is served here meanwhile."""
        descriptor, _ = tempfile.mkstemp(dir=self.folder)
        try:
            more = True
            while more:
                message = await receive()
                os.write(descriptor, message.get("body", b""))
                more = message.get("more_body", False)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


app = Floor()
