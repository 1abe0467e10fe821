"""Requests as fast as a server answers, or at a given rate, each answer checked: the load of a benchmark.

Open loop: a request is due at its own time, whatever became of those before it, and its latency counts from then;
a generator that waits for answers would ask least while a server is slow (coordinated omission, G. Tene).
"""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httptools

from ..targets.process import HOST

BLOCK = 256 * 1024
TIMEOUT = 120.0
KEPT_ERRORS = 3


@dataclass(frozen=True)
class Asked:
    """A request as bytes; `pause` seconds lie between the `drips` parts that its body is sent in."""

    head: bytes
    body: bytes = b""
    drips: int = 1
    pause: float = 0.0


@dataclass(frozen=True)
class Expected:
    """What a right answer has: its status, and where they are known size and CRC-32 of its body."""

    status: int = 200
    size: int | None = None
    crc: int | None = None

    def fault(self, answer: "Answer") -> str:
        """Return what is wrong with an answer; nothing when it is right."""
        if answer.status != self.status:
            return f"status {answer.status} instead of {self.status}"
        if self.size not in (None, answer.size):
            return f"a body of {answer.size} bytes instead of {self.size}"
        return "" if self.crc in (None, answer.crc) else "a body of other bytes"


@dataclass
class Answer:
    """A response as it comes in; `begun` is when its first byte of a body came, on the clock of `time.perf_counter`."""

    status: int = 0
    size: int = 0
    crc: int = 0
    begun: float = 0.0
    complete: bool = False
    kept: bool = False
    parser: Any = None

    def on_body(self, part: bytes) -> None:
        self.begun = self.begun or time.perf_counter()
        self.size += len(part)
        self.crc = zlib.crc32(part, self.crc)

    def on_message_complete(self) -> None:
        # The parser knows it at this moment, and not after.
        self.complete, self.kept = True, self.parser.should_keep_alive()


@dataclass
class Load:
    """What a round of requests showed: times in seconds, each latency from when its request was due."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    first_bytes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    busy: float = 0.0
    answered: int = 0

    @property
    def count(self) -> int:
        return self.answered or len(self.latencies)

    def fail(self, text: str) -> None:
        if len(self.errors) < KEPT_ERRORS:
            self.errors.append(text)


class Connection:
    """A client that keeps its connection, and opens another when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.used = False

    async def ask(self, asked: Asked) -> Answer:
        """Send a request and read its answer to the end; raises OSError or EOFError when there is none."""
        streams, used = await self.open(), self.used
        self.used = True
        try:
            return await self.exchange(asked, *streams)
        except (OSError, EOFError):
            self.close()
            if not used:
                raise
            # A server may close a connection that it has kept for long, while the request is on its way.
            return await self.ask(asked)

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.streams is None:
            self.streams = await asyncio.wait_for(asyncio.open_connection(HOST, self.port, limit=4 * BLOCK), TIMEOUT)
            self.used = False
        return self.streams

    async def exchange(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Answer:
        writer.write(asked.head)
        step = max(len(asked.body) // asked.drips, 1) if asked.drips > 1 else BLOCK
        for start in range(0, len(asked.body), step):
            if start and asked.pause:
                await asyncio.sleep(asked.pause)
            writer.write(asked.body[start : start + step])
            await writer.drain()
        answer = Answer()
        answer.parser = parser = httptools.HttpResponseParser(answer)
        while not answer.complete:
            data = await reader.read(BLOCK)
            if not data:
                raise EOFError("the connection ended before its answer")
            parser.feed_data(data)
        answer.status = parser.get_status_code()
        if not answer.kept:
            self.close()
        return answer

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


@asynccontextmanager
async def connections(port: int, count: int) -> AsyncIterator[list[Connection]]:
    """Yield so many connections; opened one after the other, since a server's queue for new ones is short."""
    made = [Connection(port) for _ in range(count)]
    try:
        for connection in made:
            await connection.open()
        yield made
    finally:
        for connection in made:
            connection.close()


async def timed(load: Load, connection: Connection, asked: Asked, expected: Expected, due: float) -> None:
    """Ask once, and note how long that took from when it was due."""
    try:
        answer = await asyncio.wait_for(connection.ask(asked), TIMEOUT)
    except (OSError, EOFError, TimeoutError, httptools.HttpParserError) as error:
        connection.close()
        load.fail(str(error) or type(error).__name__)
        return
    load.latencies.append(time.perf_counter() - due)
    load.first_bytes.append((answer.begun or time.perf_counter()) - due)
    if fault := expected.fault(answer):
        load.fail(fault)


async def closed(
    port: int, asked: Asked, expected: Expected, clients: int, seconds: float, spread: float = 0.0
) -> Load:
    """Let each client ask again as soon as it is answered, until the time is over and the last is answered.

    They begin one after the other within `spread` seconds.
    """
    load = Load()

    async def client(number: int, connection: Connection) -> None:
        await asyncio.sleep(number * spread / clients)
        while True:
            now = time.perf_counter()
            await timed(load, connection, asked, expected, now)
            if time.perf_counter() - begun >= seconds or load.errors:
                return

    async with connections(port, clients) as all_clients:
        begun = time.perf_counter()
        await asyncio.gather(*(client(*one) for one in enumerate(all_clients)))
        load.seconds = time.perf_counter() - begun
    return load


async def opened(port: int, asked: Asked, expected: Expected, rate: float, seconds: float, clients: int = 64) -> Load:
    """Ask `rate` times a second, at even distances; a request that finds no client free waits, and that counts."""
    load, due = Load(), iter(range(max(int(rate * seconds), 1)))

    async def client(connection: Connection) -> None:
        for number in due:
            at = begun + number / rate
            await asyncio.sleep(max(at - time.perf_counter(), 0))
            await timed(load, connection, asked, expected, at)

    async with connections(port, clients) as all_clients:
        begun = time.perf_counter()
        await asyncio.gather(*(client(connection) for connection in all_clients))
        load.seconds = time.perf_counter() - begun
    return load


def run(load: Callable[..., Awaitable[Load]], *arguments: object) -> Load:
    """Run one of these loads; `busy` is the share of a CPU that it took here, from 0 to 1."""

    async def measured() -> Load:
        begun, used = time.perf_counter(), time.process_time()
        result = await load(*arguments)
        result.busy = (time.process_time() - used) / (time.perf_counter() - begun)
        return result

    return asyncio.run(measured())


def ask(port: int, asked: Asked) -> Answer:
    """Ask once, on a connection of its own."""

    async def once() -> Answer:
        async with connections(port, 1) as (connection,):
            return await asyncio.wait_for(connection.ask(asked), TIMEOUT)

    return asyncio.run(once())
