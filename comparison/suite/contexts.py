"""The contexts of Quart, pushed and popped by synchronous tests."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from quart import globals as quart_globals

from .own_loop import own_loop


class SyncAppContext(AbstractContextManager["SyncAppContext"]):
    """Pushes an app or request context of Quart in a `with` block, and pops it at its end."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def __enter__(self) -> Self:
        own_loop.run(self.context.push())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        own_loop.run(self.context.pop(error))


def current_contexts() -> list[Any]:
    """Return the contexts that are active here, the app's before the request's: one object since Quart 0.23."""
    variables = [getattr(quart_globals, name, None) for name in ("_cv_app", "_cv_request")]
    contexts = [variable.get(None) for variable in variables if variable is not None]
    return [context for context in contexts if context is not None]
