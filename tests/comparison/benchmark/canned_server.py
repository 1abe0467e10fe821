"""A server that sends the same bytes for each request."""

import asyncio
import contextlib
import threading

TIMEOUT = 30.0
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b; Path=/\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"


class CannedServer:
    """Sends `response` to each request, after `wait` seconds; with `close` it closes the connection after each."""

    def __init__(self, response, wait=0.0, close=False):
        self.response, self.wait, self.close = response, wait, close
        self.requests, self.bodies, self.connections, self.port = 0, [], 0, 0
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()))

    async def serve(self):
        self.loop, self.stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.answer_requests, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.stopped.wait()
        server.close()

    async def answer_requests(self, reader, writer):
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
                self.bodies.append(await reader.readexactly(length))
                self.requests += 1
                await asyncio.sleep(self.wait)
                writer.write(self.response)
                if self.close:
                    break
        writer.close()

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(TIMEOUT), "the server does not listen"
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(TIMEOUT)
        assert not self.thread.is_alive(), "the server's thread has not ended"
