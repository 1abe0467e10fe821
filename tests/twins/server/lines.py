"""An HTTP/1.1 connection of hypercorn's without a socket, with the fixes that are applied at the time."""

import asyncio

from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.asyncio.task_group import TaskGroup
from hypercorn.asyncio.worker_context import WorkerContext
from hypercorn.config import Config
from hypercorn.events import Closed, RawData
from hypercorn.protocol import ProtocolWrapper
from hypercorn.typing import ConnectionState


async def answer_to(*lines: bytes) -> tuple[bytes, list[str]]:
    """Send a request of these lines; return the beginning of the answer, and the paths that the app was given.

    The app answers 200, and closes a WebSocket.
    """
    answer, paths, begun = [], [], asyncio.Event()

    async def app(scope, receive, send):
        paths.append(scope["path"])
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def send(event):
        if isinstance(event, RawData):
            answer.append(event.data)
            begun.set()

    async with asyncio.timeout(5), TaskGroup(asyncio.get_running_loop()) as tasks:
        peer = ("127.0.0.1", 1)
        connection = ProtocolWrapper(
            ASGIWrapper(app), Config(), WorkerContext(None), tasks, ConnectionState({}), False, peer, peer, send, None
        )
        await connection.initiate()
        await connection.handle(RawData(b"\r\n".join([*lines, b"Host: localhost", b"", b""])))
        await begun.wait()
        await connection.handle(Closed())
    return b"".join(answer), paths
