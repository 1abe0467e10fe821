"""Trace an app without changing it: wrap the functions registered with it, and record the signals that are sent.

Events are added to the list in the context variable `events`, which the recording client sets for each exchange.
"""

import functools
import inspect
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

from ..values.trace import Event

_REGISTRIES = ("before_request_funcs", "after_request_funcs", "teardown_request_funcs", "template_context_processors")
# Arguments of signals that are not recorded: a template's context has objects of the framework.
_OMITTED_ARGUMENTS = ("context",)
# Characters of a text that are shown.
_MAX_TEXT = 200

events: ContextVar[list[Event] | None] = ContextVar("events", default=None)


def _record(kind: str, name: str, detail: str = "") -> None:
    """Add an event to the current exchange, if there is one."""
    recorded = events.get()
    if recorded is not None:
        recorded.append(Event(kind, name, detail))


@contextmanager
def trace_app(app: Any, exclude: Collection[str] = ()) -> Iterator[None]:
    """Trace a Flask or Quart app while this is open, and all signals; has no effect on other apps."""
    if not _is_traceable(app):
        yield
        return
    with trace_functions(app, exclude), trace_signals():
        yield


def _is_traceable(app: Any) -> bool:
    return all(hasattr(app, name) for name in _REGISTRIES)


@contextmanager
def trace_functions(app: Any, exclude: Collection[str] = ()) -> Iterator[None]:
    """Trace the functions that are registered with an app while this is open; has no effect on other apps.

    Functions of the frameworks, and of modules named in `exclude`, are not traced: they differ on purpose.
    """
    if not _is_traceable(app):
        yield
        return
    excluded = {"flask", "quart", *exclude}
    with ExitStack() as stack:
        for name in _REGISTRIES:
            for functions in getattr(app, name).values():
                stack.callback(_wrap(functions, name.removesuffix("_funcs"), excluded))
        stack.callback(_wrap(app.teardown_appcontext_funcs, "teardown_appcontext", excluded))
        stack.callback(_wrap(app.view_functions, "view", excluded))
        for codes in app.error_handler_spec.values():
            for handlers in codes.values():
                stack.callback(_wrap(handlers, "error_handler", excluded))
        stack.enter_context(patch.object(app, "session_interface", _traced_interface(app.session_interface)))
        yield


def _wrap(functions: Any, kind: str, excluded: Collection[str]) -> Callable[[], None]:
    """Replace the functions in a list or a dictionary by traced ones; return a function that restores them."""
    keys = list(functions) if isinstance(functions, Mapping) else range(len(functions))
    originals = [(key, functions[key]) for key in keys]
    for key, function in originals:
        functions[key] = _traced(kind, function, excluded, str(key) if kind == "view" else "")

    def restore() -> None:
        for key, function in originals:
            functions[key] = function

    return restore


def _traced(kind: str, function: Callable[..., Any], excluded: Collection[str], name: str = "") -> Callable[..., Any]:
    """Return a function, plain or async as the original, that records its arguments and its result or exception.

    A function of an excluded module is returned unchanged. An event has `name`, by default the function's own.
    """
    if set(getattr(function, "__module__", "").split(".")) & set(excluded):
        return function
    name = name or getattr(function, "__name__", type(function).__name__)

    @functools.wraps(function)
    def traced(*args: Any, **kwargs: Any) -> Any:
        call = _recorded_call(kind, name, args, kwargs)
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            call.record_error(error)
            raise
        # As a decorator that is not async itself returns it.
        return call.awaited(result) if inspect.iscoroutine(result) else call.record_result(result)

    @functools.wraps(function)
    async def traced_async(*args: Any, **kwargs: Any) -> Any:
        return await _recorded_call(kind, name, args, kwargs).awaited(function(*args, **kwargs))

    return traced_async if inspect.iscoroutinefunction(function) else traced


def _recorded_call(kind: str, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> "_TracedCall":
    """Record the call of a function with its arguments, if there is an exchange; return what records how it ends."""
    recorded = events.get()
    if recorded is not None:
        recorded.append(Event(kind, name, ", ".join([value_text(value) for value in (*args, *kwargs.values())])))
    return _TracedCall(recorded, kind, name)


class _TracedCall:
    """A call of a traced function, of which the end is recorded."""

    def __init__(self, recorded: list[Event] | None, kind: str, name: str) -> None:
        self.recorded, self.kind, self.name = recorded, kind, name

    def record_error(self, error: BaseException) -> None:
        """Record the exception that the function raised."""
        if self.recorded is not None:
            self.recorded.append(Event(self.kind, self.name, f"raises {value_text(error)}"))

    def record_result(self, result: Any) -> Any:
        """Record what the function returned, and return it. That of a view and None are not recorded."""
        if self.recorded is not None and result is not None and self.kind != "view":
            self.recorded.append(Event(self.kind, self.name, f"returns {value_text(result)}"))
        return result

    async def awaited(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Await what an async function returned, and record its result or its exception."""
        try:
            result = await coroutine
        except BaseException as error:
            self.record_error(error)
            raise
        return self.record_result(result)


def _traced_interface(interface: Any) -> Any:
    """Return a copy of a session interface that records each session it saves."""

    def record_session(session: Any) -> None:
        """Record whether a session that is saved is modified and permanent, and its keys; its `accessed` stays."""
        # Not with the methods of the session: they set `accessed`.
        keys = ", ".join(sorted(dict.keys(session))) if isinstance(session, dict) else ""
        _record(
            "session",
            "saved",
            f"modified {session.modified}, permanent {dict.get(session, '_permanent', False)}: {keys}",
        )

    class TracedInterface(type(interface)):  # type: ignore[misc] # the app's own class
        def save_session(self, app: Any, session: Any, response: Any) -> None:
            record_session(session)
            super().save_session(app, session, response)

    class TracedAsyncInterface(type(interface)):  # type: ignore[misc] # the app's own class
        async def save_session(self, app: Any, session: Any, response: Any) -> None:
            record_session(session)
            await super().save_session(app, session, response)

    is_async = inspect.iscoroutinefunction(interface.save_session)
    traced = object.__new__(TracedAsyncInterface if is_async else TracedInterface)
    traced.__dict__.update(vars(interface))
    return traced


def value_text(value: Any) -> str:  # noqa: PLR0911  # one return for each type
    """Return a value as text that is the same in both frameworks.

    A response is "response", a mapping its keys, a text over 200 characters its length, any other object its name or
    type.
    """
    match value:
        case BaseException():
            return f"{type(value).__name__}({str(value)[:_MAX_TEXT]!r})"
        case _ if hasattr(value, "status_code"):
            return "response"
        case tuple():
            return f"({', '.join(map(value_text, value))})"
        case str() | bytes() if len(value) > _MAX_TEXT:
            return f"{type(value).__name__} of {len(value)}"
        case Mapping():
            return f"{{{', '.join(map(str, value))}}}"
        case str() | bytes() | int() | float() | None:
            return repr(value)
    return str(getattr(value, "name", None) or type(value).__name__)


@contextmanager
def trace_signals() -> Iterator[None]:
    """Record the signals that are sent, those of the framework and of the app, while this is open."""
    # Imported here: only an app of a framework that has signals gets so far.
    import blinker  # noqa: PLC0415

    original_send, original_send_async = blinker.Signal.send, blinker.Signal.send_async

    def send(signal: Any, *sender: Any, **kwargs: Any) -> Any:
        _record_signal(signal, kwargs)
        return original_send(signal, *sender, **kwargs)

    async def send_async(signal: Any, *sender: Any, **kwargs: Any) -> Any:
        _record_signal(signal, kwargs)
        return await original_send_async(signal, *sender, **kwargs)

    with patch.multiple(blinker.Signal, send=send, send_async=send_async):
        yield


def _record_signal(signal: Any, keywords: Mapping[str, Any]) -> None:
    """Record a signal with its name and its arguments, without `context` and those that begin with an underscore."""
    recorded = events.get()
    if recorded is not None:
        arguments = [
            f"{name}={value_text(value)}"
            for name, value in keywords.items()
            if not name.startswith("_") and name not in _OMITTED_ARGUMENTS
        ]
        recorded.append(Event("signal", str(getattr(signal, "name", "")), ", ".join(arguments)))
