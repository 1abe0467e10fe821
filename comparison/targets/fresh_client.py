"""Open a client of an app that no test has used, or of a replica: modules of its own, or a server of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from types import ModuleType

from ..sides import Side
from .app_runner import AppRunner
from .fresh_modules import fresh_modules
from .recording import RecordingClient, RecordingTransport


@dataclass
class Replica:
    """One more app of a side, that gets tests in the same order: by its number, with its modules in process."""

    number: int
    modules: dict[str, ModuleType] = field(default_factory=dict)

    def side(self, side: Side) -> Side:
        """Return the side by the name that the replica's server has."""
        return replace(side, name=f"{side.name}-repeat-{self.number}")


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


@asynccontextmanager
async def replica_client(
    app_runner: AppRunner, side: Side, target: str, replica: Replica
) -> AsyncIterator[tuple[RecordingClient, RecordingTransport]]:
    """Open a client of a replica, whose server or modules stay for more tests. Raises as `AppRunner.client` does."""
    settings = app_runner.settings
    kept = [settings.root / path for path in settings.tests]
    with fresh_modules(settings.root, kept, replica.modules) if target == "client" else nullcontext():
        async with app_runner.client(replica.side(side), target) as clients:
            yield clients
