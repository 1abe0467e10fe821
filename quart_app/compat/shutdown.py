"""A server that is told to stop goes, though a reader stays."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from quart import Quart

GRACE = 5


def init_app(app: Quart) -> None:
    """Set the deadline while a server runs the app; a generator of `while_serving` would serve once only."""
    while_served = ExitStack()

    @app.before_serving
    async def begin() -> None:
        while_served.enter_context(deadline())

    @app.after_serving
    async def end() -> None:
        while_served.close()


@contextmanager
def deadline() -> Iterator[None]:
    """Give open requests GRACE seconds once SIGTERM or SIGINT has come; then the process ends.

    hypercorn 0.18 waits for ever for a reader who does not read, on Python 3.12 and newer for any reader who stays
    (S7, pgjones/hypercorn#308); and with several workers it kills the busy ones as soon as an idle one has gone.
    The server's own handling of the signal goes on: asyncio hears of signals beside their handlers.
    """
    ours: dict[int, Any] = {}

    def told(number: int, frame: Any) -> None:
        if not signal.getitimer(signal.ITIMER_REAL)[0]:
            signal.alarm(GRACE)
        if callable(ours[number]):
            ours[number](number, frame)

    if threading.current_thread() is threading.main_thread():
        ours = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number, before in ours.items():
        if before is not signal.SIG_IGN:
            signal.signal(number, told)
    try:
        yield
    finally:
        for number, before in ours.items():
            signal.signal(number, before)
