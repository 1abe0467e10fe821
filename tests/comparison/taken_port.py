"""A port that something listens on, below which one is free."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

HOST = "127.0.0.1"
# Below those that the kernel gives away, so that no other test's server gets the free one.
PORTS = range(20_000, 30_000, 2)


def listener_on(port: int) -> socket.socket | None:
    """Listen on a port; None where another program does."""
    try:
        return socket.create_server((HOST, port))
    except OSError:
        return None


@contextmanager
def taken_port() -> Iterator[int]:
    """Listen on a port while the one below it is free, and give the higher one."""
    for _ in count():
        port = random.choice(PORTS)
        lower, upper = listener_on(port), listener_on(port + 1)
        if lower:
            lower.close()
        if upper and lower:
            break
        if upper:
            upper.close()
    with upper:
        yield port + 1
