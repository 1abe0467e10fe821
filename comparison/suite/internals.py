"""Recognize tests of what only Flask has: on Quart they can't run, whatever the app does."""

import re
from typing import Any

from .errors import NotRunnableError
from .rewriting import is_test_module

# Names of Flask that Quart has in another form, by the class of Quart.
_KINDS = {"Quart": "app", "Request": "request", "Response": "response", "Blueprint": "blueprint"}
_MISSING_NAME = re.compile(r"cannot import name '(\w+)' from '(comparison_flask[\w.]*)'|module '(flask[\w.]*)' has no")


def reason_of(error: BaseException) -> str:
    """Return which part of Flask a test uses that Quart lacks; "" for any other error.

    The test itself must have used it: where the app does, that is an error of the app.
    """
    if isinstance(error, NotRunnableError):
        return str(error)
    if isinstance(error, AttributeError) and _is_raised_by_test(error):
        return _reason_of_attribute(error)
    missing = _MISSING_NAME.search(str(error)) if isinstance(error, ImportError | AttributeError) else None
    return f"uses a name that Quart lacks: {error}" if missing else ""


def _reason_of_attribute(error: AttributeError) -> str:
    kinds = {kind.__name__ for kind in type(error.obj).__mro__ if kind.__module__.partition(".")[0] == "quart"}
    kind = next((kind for kind in _KINDS if kind in kinds), None)
    return f"uses `{_KINDS[kind]}.{error.name}`, which Quart lacks" if kind is not None else ""


def _is_raised_by_test(error: BaseException) -> bool:
    """Return whether the last frame of an exception that is not of a proxy is in a module of the tests."""
    frame: Any = None
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if not module.startswith(("werkzeug.local", "comparison.suite")):
            frame = trace.tb_frame
        trace = trace.tb_next
    return frame is not None and is_test_module(frame.f_globals)
