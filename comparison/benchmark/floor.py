"""The floor, `comparison.benchmark.floor:app`: a bare ASGI app, as a lower bound of what a workload costs on a server.

The environment variable FLOOR names a directory with the response: `head.json` (status, headers, `waits`) and `body`.
The floor writes the body of a POST request to disk block by block, and syncs it before it responds. If `waits` is true
and the path ends in a number, it waits for that many milliseconds.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

_BLOCK = 64 * 1024

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


class Floor:
    """An ASGI app that sends the recorded response, in blocks of 64 KiB."""

    def load_response(self, directory: Path) -> None:
        """Read the response to send from `head.json` and `body` in a directory, which gets the stored bodies too."""
        self.directory = directory
        recorded = json.loads((directory / "head.json").read_text("utf-8"))
        self.status, self.waits = recorded["status"], recorded["waits"]
        self.headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in recorded["headers"]]
        body = (directory / "body").read_bytes()
        self.blocks = [body[start : start + _BLOCK] for start in range(0, len(body), _BLOCK)] or [b""]

    async def __call__(self, scope: Message, receive: Receive, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.load_response(Path(os.environ["FLOOR"]))
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["method"] == "POST":
            await self.store_body(receive)
        milliseconds = scope["path"].rpartition("/")[2]
        if self.waits and milliseconds.isdigit():
            await asyncio.sleep(int(milliseconds) / 1000)
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for block in self.blocks[:-1]:
            await send({"type": "http.response.body", "body": block, "more_body": True})
        await send({"type": "http.response.body", "body": self.blocks[-1], "more_body": False})

    async def store_body(self, receive: Receive) -> None:
        """Write a request's body to a new file that stays, and sync it to disk; blocks the event loop meanwhile."""
        descriptor, _ = tempfile.mkstemp(dir=self.directory)
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
