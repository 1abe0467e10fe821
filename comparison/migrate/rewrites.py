"""Build the rewrites that many rules share: await calls or attributes, make registered functions async."""

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from .change import AsyncFunction, Awaited, Change, ManualChange
from .source import Source

_MIXED = "this may be another framework's object too: await it only if it is Quart's"
RewriteFunction = Callable[[Source], Iterator[Change]]
# The position of an argument, and its keyword.
Parameter = tuple[int, str]


def await_calls(*origins: str) -> RewriteFunction:
    """Return a rewrite that awaits the calls of these origins."""

    def rewrite(source: Source) -> Iterator[Change]:
        for call in source.calls(*origins):
            if source.may_be_of_another_client(call.func):
                yield ManualChange(call, _MIXED, silent=True)
            elif not source.is_awaited(call):
                yield Awaited(call)

    return rewrite


def await_attributes(*origins: str) -> RewriteFunction:
    """Return a rewrite that awaits these attributes where they are read."""

    def rewrite(source: Source) -> Iterator[Change]:
        for use in source.uses(*origins):
            is_target = isinstance(source.module.parent(use), cst.AugAssign)
            if isinstance(use, cst.Attribute) and not source.is_awaited(use) and not is_target:
                is_mixed = source.may_be_of_another_client(use)
                yield ManualChange(use, _MIXED, silent=True) if is_mixed else Awaited(use)

    return rewrite


def make_registered_async(
    owners: tuple[str, ...], decorators: tuple[str, ...], calls: Mapping[str, Parameter] | None = None
) -> RewriteFunction:
    """Return a rewrite that makes registered functions coroutine functions.

    `decorators` are the methods of the `owners` that register a function by decorating it. `calls` are the methods that
    take it as an argument, each with that parameter.
    """
    decorator_origins = [f"{owner}.{name}" for owner in owners for name in decorators]
    call_origins = {f"{owner}.{name}": parameter for owner in owners for name, parameter in (calls or {}).items()}

    def rewrite(source: Source) -> Iterator[Change]:
        """Yield a change for each function that a decorator or a call registers."""
        for node in source.decorated_functions(*decorator_origins):
            yield AsyncFunction(node)
        for call in source.calls(*call_origins):
            for origin in source.origins(call.func) & call_origins.keys():
                for function in source.functions_named(source.argument(call, *call_origins[origin])):
                    yield AsyncFunction(function.node)

    return rewrite


def combine(*rewrites: RewriteFunction) -> RewriteFunction:
    """Return a rewrite that yields the changes of several, in order."""

    def rewrite_all(source: Source) -> Iterator[Change]:
        for rewrite in rewrites:
            yield from rewrite(source)

    return rewrite_all
