"""Start an app in this process: traced, and with its logs recorded."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from ..errors import StartError
from ..sides import Side
from .app import is_asgi, load
from .app_call import CallsApp
from .app_log import record_logs
from .asgi import AsgiCaller
from .background_errors import BackgroundErrors
from .lifespan import RAISE_LIMIT, lifespan
from .time_limit import TimeLimit, TimeLimitReached, note_loop
from .tracing import trace_app
from .wsgi import WsgiCaller

# Seconds beyond a timeout until the thread that blocks the event loop is interrupted.
GRACE = 5.0


@dataclass(frozen=True)
class AppStart:
    """How to start an app: whose it is, its variables, the project's directory, what is not traced, and its time."""

    side: Side
    environment: Mapping[str, str]
    root: Path
    exclude: Collection[str] = ()
    seconds: float = 30.0
    limit_error: type[TimeLimitReached] = TimeLimitReached

    @property
    def subject(self) -> str:
        return f"The {self.side.name} {self.side.app!r} on client"


@asynccontextmanager
async def started_app(start: AppStart, errors: BackgroundErrors) -> AsyncIterator[CallsApp]:
    """Start an app, and yield a function that calls it; shut it down at the end.

    Raises `StartError` if the app can't be created, or its startup or shutdown fails or takes too long. `errors` gets
    the app, and notes what its startup leaves running.
    """
    root, seconds = start.root, start.seconds
    async with AsyncExitStack() as stack:
        with TimeLimit(seconds + GRACE, root, start.limit_error) as limit:
            note_loop()
            try:
                app = load(start.side, start.environment, root)
                errors.watch_app(app)
                stack.enter_context(record_logs())
                stack.enter_context(trace_app(app, start.exclude))
                if is_asgi(app):
                    await stack.enter_async_context(lifespan(app, seconds, root, start.subject))
                errors.mark_started()
                limit.disarm()
            except TimeLimitReached:
                limit.reached = True
        if limit.reached:
            raise StartError(f"{limit.text(f'{start.subject} has not started')}\n{RAISE_LIMIT}")
        yield AsgiCaller(app, root) if is_asgi(app) else WsgiCaller(app, root)
