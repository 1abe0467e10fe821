"""Forms that many rewrites have: something is awaited, or what is registered somewhere becomes a coroutine function."""

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from .change import Awaited, Change, Coroutine
from .source import Source

Rewriting = Callable[[Source], Iterator[Change]]
Place = tuple[int, str]


def awaited_calls(*origins: str) -> Rewriting:
    """Return a rewrite that awaits the calls of these."""

    def rewrite(source: Source) -> Iterator[Change]:
        for call in source.calls(*origins):
            if not source.is_awaited(call):
                yield Awaited(call)

    return rewrite


def awaited_attributes(*origins: str) -> Rewriting:
    """Return a rewrite that awaits these where they are read."""

    def rewrite(source: Source) -> Iterator[Change]:
        for use in source.uses(*origins):
            if isinstance(use, cst.Attribute) and not source.is_awaited(use):
                yield Awaited(use)

    return rewrite


def registered(
    owners: tuple[str, ...], decorators: tuple[str, ...], calls: Mapping[str, Place] | None = None
) -> Rewriting:
    """Return a rewrite that makes what is registered a coroutine function.

    `decorators` are methods of the `owners` that decorate it; `calls` are those that take it, with its place and name.
    """
    decorating = [f"{owner}.{name}" for owner in owners for name in decorators]
    taking = {f"{owner}.{name}": place for owner in owners for name, place in (calls or {}).items()}

    def rewrite(source: Source) -> Iterator[Change]:
        for function in source.decorated(*decorating):
            yield Coroutine(function)
        for call in source.calls(*taking):
            for origin in source.origins(call.func) & taking.keys():
                for one in source.functions_named(source.given(call, *taking[origin])):
                    yield Coroutine(one.node)

    return rewrite


def together(*rewrites: Rewriting) -> Rewriting:
    """Return a rewrite that does what several do."""

    def rewrite(source: Source) -> Iterator[Change]:
        for one in rewrites:
            yield from one(source)

    return rewrite
