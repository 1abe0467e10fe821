"""The functions of a project that set an app back before a test, and say what state it has after one."""

import asyncio
import inspect
import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import ComparisonError, ConfigurationError
from .environment import temporary_environment
from .instance import temporary_instance
from .tracebacks import traceback_text


class HookError(ComparisonError):
    """A function that the project names for `reset` or `state` failed; the text has its traceback."""


@dataclass(frozen=True)
class HookContext:
    """What `reset` and `state` get: the side's name, the target, the directory for `{tmp}`, and the variables."""

    side: str
    target: str
    directory: Path
    environment: Mapping[str, str]


def setting_of(key: str, side: str) -> str:
    """Return the setting that names a function, for errors; the side may be a repeat, whose name has more behind it."""
    return f"`{key}` in [tool.comparison.{side.partition('-')[0]}]"


def call_hook(import_string: str, place: str, context: HookContext, root: Path) -> Any:
    """Call a function of the project with a context, in a thread of its own, and return its result as JSON value.

    It may be async. The environment variables are those of the context meanwhile. `place` names the setting in errors.
    Raises `ConfigurationError` if there is no such function, and `HookError` if it fails, or returns no JSON.
    """
    with temporary_environment(context.environment), temporary_instance(context.environment):
        function = _function(import_string, place)
        outcome: list[Any] = []
        # In a thread: a function that calls asyncio.run can't run where a loop runs.
        thread = threading.Thread(target=_run, args=[function, context, outcome], name=place)
        thread.start()
        thread.join()
    error, value = outcome
    if error is not None:
        text = traceback_text(error, root)
        raise HookError(f"{place}, {import_string!r}, failed:\n{text}\nCorrect the function, and run again.")
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError) as wrong:
        raise HookError(
            f"{place}, {import_string!r}, returned {value!r:.200}, which is no JSON value ({wrong}): "
            "return dictionaries, lists, texts and numbers."
        ) from None


def _function(import_string: str, place: str) -> Callable[..., Any]:
    module, _, name = import_string.partition(":")
    try:
        function = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise ConfigurationError(
            f"{place} is {import_string!r}, which can't be imported: {error}. Correct it."
        ) from None
    if not callable(function):
        raise ConfigurationError(f"{place} is {import_string!r}, which is {function!r}, no function. Correct it.")
    checked: Callable[..., Any] = function
    return checked


def _run(function: Callable[..., Any], context: HookContext, outcome: list[Any]) -> None:
    """Call a function, and put its exception or None, and its result, into `outcome`."""
    try:
        value = function(context)
        if inspect.isawaitable(value):
            value = asyncio.run(_awaited(value))
        outcome.extend((None, value))
    except BaseException as error:
        outcome.extend((error, None))


async def _awaited(value: Any) -> Any:
    return await value
