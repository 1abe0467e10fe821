"""A request within a context that the test has pushed, as in Flask 3.1: it shares `g`, and does not end the context.

Quart 0.22 does the same. Since Quart 0.23 each request has a context of its own; on a server it has so in Flask too.
"""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from quart import Quart
from quart import ctx as quart_ctx
from quart import globals as quart_globals

_is_quiet: ContextVar[bool] = ContextVar("comparison_quiet", default=False)
# The attribute of a context that shares `g` with the one around it.
_SHARES = "comparison_shares"


@functools.cache
def install() -> None:
    """Make the contexts of Quart 0.23 share `g` with those around them."""
    if hasattr(quart_globals, "_cv_request"):
        return
    kind: Any = quart_ctx.AppContext
    push, pop = kind.push, kind.pop
    # Its arguments are others in Quart 0.22.
    teardown: Any = Quart.do_teardown_appcontext

    @functools.wraps(push)
    async def push_shared(self: Any) -> None:
        outer = quart_globals._cv_app.get(None)
        if self.has_request and outer is not None and outer is not self and outer.app is self.app:
            self.g = outer.g
            setattr(self, _SHARES, True)
        with _quiet(self):
            await push(self)

    @functools.wraps(pop)
    async def pop_shared(self: Any, exc: BaseException | None = None) -> None:
        with _quiet(self):
            await pop(self, exc)

    @functools.wraps(teardown)
    async def teardown_unshared(self: Quart, ctx: Any, exc: BaseException | None = None) -> None:
        if not getattr(ctx, _SHARES, False):
            await teardown(self, ctx, exc)

    kind.push, kind.pop = push_shared, pop_shared
    names = vars(quart_ctx)
    names.update({name: _Signal(names[name]) for name in ("appcontext_pushed", "appcontext_popped")})
    setattr(Quart, "do_teardown_appcontext", teardown_unshared)  # noqa: B010 - mypy takes an assignment for a mistake


@contextmanager
def _quiet(context: Any) -> Iterator[None]:
    """Send no signals of app contexts while a context is pushed or popped that shares the one around it."""
    token = _is_quiet.set(getattr(context, _SHARES, False))
    try:
        yield
    finally:
        _is_quiet.reset(token)


class _Signal:
    """A signal that is not sent while `_is_quiet` is set."""

    def __init__(self, signal: Any) -> None:
        self.signal = signal

    async def send_async(self, *sender: Any, **options: Any) -> Any:
        """Send the signal, or nothing."""
        return [] if _is_quiet.get() else await self.signal.send_async(*sender, **options)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        attribute: Callable[..., Any] = getattr(self.signal, name)
        return attribute
