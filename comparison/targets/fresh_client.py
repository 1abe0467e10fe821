"""Open a client of an app that no test has used: its modules imported anew, or on a server of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace

from ..sides import Side
from .app_runner import AppRunner
from .fresh_modules import fresh_modules
from .recording import RecordingClient, RecordingTransport


@asynccontextmanager
async def fresh_client(
    app_runner: AppRunner, side: Side, target: str
) -> AsyncIterator[tuple[RecordingClient, RecordingTransport]]:
    """Open a client of an app that starts now, and that nothing else uses; a server is stopped afterwards.

    Raises as `AppRunner.client` does.
    """
    side, settings = replace(side, name=f"{side.name}-repeat"), app_runner.settings
    kept = [settings.root / path for path in settings.tests]
    try:
        with fresh_modules(settings.root, kept) if target == "client" else nullcontext():
            async with app_runner.client(side, target) as clients:
                yield clients
    finally:
        app_runner.discard(side, target)
