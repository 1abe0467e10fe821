"""Importing an app by its import string."""

import importlib
import inspect
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, StartError
from ..settings import Side
from .environment import within


def make_importable(root: Path) -> None:
    """Let the modules in a folder be imported by name, before any others of that name."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))


def load(side: Side, environment: Mapping[str, str]) -> Any:
    """Return a side's app, made in its environment: `module:name`, or a fresh one from `module:factory()`.

    Raises `StartError` with what the import or the factory said, and for what is no app.
    """
    module_name, _, name = side.app.partition(":")
    factory = name.endswith("()")
    try:
        with within(environment):
            value = getattr(importlib.import_module(module_name), name.removesuffix("()") or "app")
            app = value() if factory else value
    except (Exception, SystemExit) as error:
        raise StartError(
            f"The {side.name} {side.app!r} can't be made: {type(error).__name__}: {str(error).rstrip('.')}. "
            f"Mend [tool.comparison.{side.name}] in pyproject.toml, or the app."
        ) from error
    if not callable(app):
        raise StartError(f"The {side.name} {side.app!r} is {app!r}, and no app: name one, or what makes one, with ().")
    if inspect.isfunction(app) and not inspect.signature(app).parameters:
        raise StartError(f"The {side.name} {side.app!r} takes nothing, and is no app: does it make one? Then add ().")
    return app


def is_asgi(app: Any) -> bool:
    """Say whether an app speaks ASGI; else it is taken for WSGI."""
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__)


def framework_of(app: Any) -> str:
    """Return `flask` or `quart`: whose command line runs the app.

    Raises `StartError` when it is an app of neither.
    """
    for base in type(app).__mro__:
        package = base.__module__.partition(".")[0]
        if package in ("flask", "quart"):
            return package
    raise StartError(
        f"{type(app).__name__} is neither a Flask nor a Quart app, which `run` and the benchmark need: leave them out."
    )


def source_of(side: Side, root: Path) -> Path:
    """Return the folder of a side's package, or the file of its single module."""
    module = side.app.partition(":")[0].partition(".")[0]
    make_importable(root)
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        where = f"[tool.comparison.{side.name}]"
        raise ConfigurationError(f"The {side.name} {module!r} can't be found: check `app` in {where}.")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
