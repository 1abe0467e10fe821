"""The load: requests in a closed or an open loop, with every response checked.

In an open loop each request is due at a fixed time, independent of earlier responses, and its latency counts from then.
A generator that waits for responses sends fewest requests while the server is slow, and so misses the worst latencies
(coordinated omission, G. Tene).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httptools

from .connection import TIMEOUT, Connection, ExpectedResponse, open_connections
from .request import EncodedRequest

_MAX_ERRORS = 3


@dataclass
class LoadResult:
    """What a load measured, in seconds. Latencies and first bytes count from when a request was due.

    `busy` is the share of a CPU that the load itself used, from 0 to 1. `unrecorded` counts responses without a latency
    (those of wrk). `errors` holds the first three.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    first_bytes: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    busy: float = 0.0
    unrecorded: int = 0

    @property
    def count(self) -> int:
        """The number of responses, with those whose latency was not recorded."""
        return self.unrecorded + len(self.latencies)

    def add_error(self, text: str) -> None:
        """Keep an error, unless there are enough."""
        if len(self.errors) < _MAX_ERRORS:
            self.errors.append(text)


async def _send_and_time(
    result: LoadResult, connection: Connection, request: EncodedRequest, expected: ExpectedResponse, due: float
) -> None:
    """Send a request, and add its latency and its first byte since `due` to the result, or its error.

    A connection that fails is closed, and nothing is raised. A wrong response adds its times and an error.
    """
    try:
        response = await asyncio.wait_for(connection.send(request), TIMEOUT)
    except (OSError, EOFError, TimeoutError, httptools.HttpParserError) as error:
        connection.close()
        result.add_error(str(error) or type(error).__name__)
        return
    result.latencies.append(time.perf_counter() - due)
    result.first_bytes.append((response.first_byte_at or time.perf_counter()) - due)
    if mismatch := expected.mismatch(response):
        result.add_error(mismatch)


async def closed_loop(
    port: int, request: EncodedRequest, expected: ExpectedResponse, clients: int, seconds: float, ramp_up: float = 0.0
) -> LoadResult:
    """Let each client send its next request as soon as it has a response, for `seconds` and at least once.

    The clients start evenly spread over `ramp_up` seconds. After the first error of any client, each of them stops with
    the response that it waits for.
    """
    result = LoadResult()

    async def run_client(number: int, connection: Connection) -> None:
        """Send requests in turn until `seconds` have passed or any client had an error."""
        await asyncio.sleep(number * ramp_up / clients)
        while True:
            now = time.perf_counter()
            await _send_and_time(result, connection, request, expected, now)
            if time.perf_counter() - start >= seconds or result.errors:
                return

    async with open_connections(port, clients) as connections:
        start = time.perf_counter()
        await asyncio.gather(*(run_client(number, connection) for number, connection in enumerate(connections)))
        result.seconds = time.perf_counter() - start
    return result


async def open_loop(
    port: int, request: EncodedRequest, expected: ExpectedResponse, rate: float, seconds: float, clients: int = 64
) -> LoadResult:
    """Send `rate` requests per second at even intervals, for `seconds` and at least one, over `clients` connections.

    A request that is due while all clients are busy waits for one. That wait is part of its latency. Errors do not stop
    the load.
    """
    result, numbers = LoadResult(), iter(range(max(int(rate * seconds), 1)))

    async def run_client(connection: Connection) -> None:
        for number in numbers:
            due = start + number / rate
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            await _send_and_time(result, connection, request, expected, due)

    async with open_connections(port, clients) as connections:
        start = time.perf_counter()
        await asyncio.gather(*(run_client(connection) for connection in connections))
        result.seconds = time.perf_counter() - start
    return result


def run_loop(loop: Callable[..., Awaitable[LoadResult]], *arguments: object) -> LoadResult:
    """Run `closed_loop` or `open_loop` with its arguments, and measure how busy this process was.

    It runs an event loop of its own, and is not for use inside one. Raises `OSError` if the connections can't be
    opened.
    """

    async def run() -> LoadResult:
        start, cpu_before = time.perf_counter(), time.process_time()
        result = await loop(*arguments)
        result.busy = (time.process_time() - cpu_before) / (time.perf_counter() - start)
        return result

    return asyncio.run(run())
