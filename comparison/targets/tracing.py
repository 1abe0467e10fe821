"""Watching an app from outside: what is registered with it is wrapped, and blinker says which signals are sent.

The app knows nothing of it. Events go to whoever asks at that moment: the exchange in whose context they happen.
"""

import functools
import inspect
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from unittest.mock import patch

import blinker

from ..values.trace import Event

LISTS = ("before_request_funcs", "after_request_funcs", "teardown_request_funcs", "template_context_processors")
# What a signal tells that the two frameworks do not have alike: an object of their own, or a template's whole context.
UNTOLD = ("context",)
LONGEST = 200

events: ContextVar[list[Event] | None] = ContextVar("events", default=None)


def add(kind: str, name: str, detail: str = "") -> None:
    found = events.get()
    if found is not None:
        found.append(Event(kind, name, detail))


@contextmanager
def watching(app: Any, by_hand: Collection[str] = ()) -> Iterator[None]:
    """Wrap what is registered with an app of Flask or Quart while this is open; another app is left alone.

    What the framework registers itself is not watched, nor what stands in modules called like one of `by_hand`: they
    are there because the two frameworks differ.
    """
    if not all(hasattr(app, name) for name in LISTS):
        yield
        return
    hidden = {"flask", "quart", *by_hand}
    undo = [
        wrapped(functions, name.removesuffix("_funcs"), hidden)
        for name in LISTS
        for functions in getattr(app, name).values()
    ]
    undo.append(wrapped(app.teardown_appcontext_funcs, "teardown_appcontext", hidden))
    undo.append(wrapped(app.view_functions, "view", hidden))
    for codes in app.error_handler_spec.values():
        undo += [wrapped(handlers, "error_handler", hidden) for handlers in codes.values()]
    sessions = app.session_interface
    app.session_interface = watched_sessions(sessions)
    with signals_told():
        yield
    app.session_interface = sessions
    for one in undo:
        one()


def wrapped(functions: Any, kind: str, hidden: Collection[str]) -> Callable[[], None]:
    """Wrap the functions of a list, or of a dictionary's values, where they are; return what undoes it."""
    keys = list(functions) if isinstance(functions, Mapping) else range(len(functions))
    before = [(key, functions[key]) for key in keys]
    for key, function in before:
        functions[key] = watched(kind, function, hidden, str(key) if kind == "view" else "")

    def undo() -> None:
        for key, function in before:
            functions[key] = function

    return undo


def watched(kind: str, function: Callable[..., Any], hidden: Collection[str], name: str = "") -> Callable[..., Any]:
    """Return a function of the same kind that says that it ran, with what, and what it gave or raised."""
    if set(getattr(function, "__module__", "").split(".")) & set(hidden):
        return function
    name = name or getattr(function, "__name__", type(function).__name__)

    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        with told(kind, name, (*args, *kwargs.values())) as results:
            results.append(function(*args, **kwargs))
            return results[0]

    @functools.wraps(function)
    async def waiting(*args: Any, **kwargs: Any) -> Any:
        with told(kind, name, (*args, *kwargs.values())) as results:
            results.append(await function(*args, **kwargs))
            return results[0]

    return waiting if inspect.iscoroutinefunction(function) else plain


@contextmanager
def told(kind: str, name: str, arguments: tuple[Any, ...]) -> Iterator[list[Any]]:
    add(kind, name, ", ".join(map(described, arguments)))
    results: list[Any] = []
    try:
        yield results
    except BaseException as error:
        add(kind, name, f"raises {described(error)}")
        raise
    if results and results[0] is not None and kind != "view":
        add(kind, name, f"gives {described(results[0])}")


def watched_sessions(interface: Any) -> Any:
    """Return the same session interface, which says what it saves."""

    def say(session: Any) -> None:
        # Not through the session's own methods: they note that somebody has asked.
        keys = ", ".join(sorted(dict.keys(session))) if isinstance(session, dict) else ""
        add(
            "session",
            "saved",
            f"modified {session.modified}, permanent {dict.get(session, '_permanent', False)}: {keys}",
        )

    class Plain(type(interface)):  # type: ignore[misc]
        def save_session(self, app: Any, session: Any, response: Any) -> None:
            say(session)
            super().save_session(app, session, response)

    class Waiting(type(interface)):  # type: ignore[misc]
        async def save_session(self, app: Any, session: Any, response: Any) -> None:
            say(session)
            await super().save_session(app, session, response)

    kind = Waiting if inspect.iscoroutinefunction(interface.save_session) else Plain
    made = object.__new__(kind)
    made.__dict__.update(vars(interface))
    return made


def described(value: Any) -> str:  # noqa: PLR0911  # a table, one kind a row
    """Return a value as both frameworks have it."""
    match value:
        case BaseException():
            return f"{type(value).__name__}({str(value)[:LONGEST]!r})"
        case _ if hasattr(value, "status_code"):
            return "response"
        case tuple():
            return f"({', '.join(map(described, value))})"
        case str() | bytes() if len(value) > LONGEST:
            return f"{type(value).__name__} of {len(value)}"
        case Mapping():
            return f"{{{', '.join(map(str, value))}}}"
        case str() | bytes() | int() | float() | None:
            return repr(value)
    return str(getattr(value, "name", None) or type(value).__name__)


@contextmanager
def signals_told() -> Iterator[None]:
    """Say which signals are sent, framework's and the app's own, while this is open."""
    plain, waiting = blinker.Signal.send, blinker.Signal.send_async

    def send(signal: Any, *sender: Any, **kwargs: Any) -> Any:
        tell(signal, kwargs)
        return plain(signal, *sender, **kwargs)

    async def send_async(signal: Any, *sender: Any, **kwargs: Any) -> Any:
        tell(signal, kwargs)
        return await waiting(signal, *sender, **kwargs)

    with patch.multiple(blinker.Signal, send=send, send_async=send_async):
        yield


def tell(signal: Any, given: Mapping[str, Any]) -> None:
    arguments = {name: value for name, value in given.items() if not name.startswith("_") and name not in UNTOLD}
    add("signal", str(getattr(signal, "name", "")), ", ".join(f"{n}={described(v)}" for n, v in arguments.items()))
