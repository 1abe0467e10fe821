"""Open a client of an app that no test has used: its modules imported anew, or on a server of its own."""

import sys
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..settings import Side
from .app_runner import AppRunner
from .recording import RecordingClient, RecordingTransport

# This package, which may be below the directory of a pair.
_PACKAGE = __name__.partition(".")[0]


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


@contextmanager
def fresh_modules(root: Path, kept: Collection[Path]) -> Iterator[None]:
    """Forget the imported modules below `root` while this is open, so that an app is imported anew.

    Those below the directories `kept`, of this package and of installed packages stay. The old ones come back at the
    end.
    """
    before = {name: module for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)}
    for name in before:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in [name for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)]:
            del sys.modules[name]
        sys.modules.update(before)


def _is_of_app(name: str, module: Any, root: Path, kept: Collection[Path]) -> bool:
    """Return whether a module is below `root`, and not to be kept."""
    file = getattr(module, "__file__", None)
    path = Path(file) if isinstance(file, str) else root.parent
    is_kept = name.partition(".")[0] == _PACKAGE or any(path.is_relative_to(directory) for directory in kept)
    return path.is_relative_to(root) and "site-packages" not in path.parts and not is_kept and name != "__main__"
