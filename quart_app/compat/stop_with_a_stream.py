"""Exit within GRACE seconds of SIGTERM even if responses are still open: hypercorn waits for them (FD808)."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from quart import Quart

GRACE = 5


def init_app(app: Quart) -> None:
    """Set the deadline while a server runs the app. A generator of `while_serving` would serve only once (FD073)."""
    while_served = ExitStack()

    @app.before_serving
    async def begin() -> None:
        while_served.enter_context(deadline())

    @app.after_serving
    async def end() -> None:
        while_served.close()


@contextmanager
def deadline() -> Iterator[None]:
    """Give open requests GRACE seconds after SIGTERM or SIGINT. Then the process exits.

    Hypercorn 0.18 waits without limit for a client that does not read, and on Python 3.12 and newer for any client
    that stays (pgjones/hypercorn#308). With several workers it kills the busy ones as soon as an idle one has exited.
    The handler that the server has set for the signal is called as before; asyncio learns of signals beside it.
    """
    handlers: dict[int, Any] = {}

    def alarm_and_stop(number: int, frame: Any) -> None:
        if not signal.getitimer(signal.ITIMER_REAL)[0]:
            signal.alarm(GRACE)
        if callable(handlers[number]):
            handlers[number](number, frame)

    if threading.current_thread() is threading.main_thread():
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number, handler in handlers.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, alarm_and_stop)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
