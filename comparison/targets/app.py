"""Import an app by its import string, and find out what it is."""

import importlib
import inspect
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, StartError
from ..sides import Side
from .environment import temporary_environment
from .import_string import parse_import_string
from .instance import temporary_instance
from .tracebacks import places_text


def make_importable(root: Path) -> None:
    """Put a directory first in `sys.path`."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))


def load(side: Side, environment: Mapping[str, str], root: Path | None = None) -> Any:
    """Import a side's app, or call its factory, with these environment variables.

    `app` of the module is taken where the import string names nothing else. Raises `StartError` with the error of the
    import or the factory, `SystemExit` included, and its places in files below `root`, and for an object that is not an
    app. The error names no target: it is the same on each, and so reported once.
    """
    subject = f"The {side.name} {side.app!r}"
    failure = f"{subject} can't be created"
    try:
        parsed = parse_import_string(side.app)
    except ValueError as error:
        raise StartError(f"{failure}: {error}. Fix {side.origin}.") from None
    try:
        with temporary_environment(environment), temporary_instance(environment):
            value = getattr(importlib.import_module(parsed.module), parsed.name)
            app = value(*parsed.arguments, **parsed.keywords) if parsed.is_call else value
    except (Exception, SystemExit) as error:
        text = f"{failure}: {type(error).__name__}: {str(error).rstrip('.')}."
        places = places_text(error, root) if root else ""
        remedy = f"Fix {side.origin}, or the app."
        raise StartError(f"{text}\n{places}\n{remedy}" if places else f"{text} {remedy}") from error
    if not callable(app):
        raise StartError(
            f"{subject} is {app!r:.200}, which is not an app: "
            f"name an app, or a factory followed by (), in {side.origin}."
        )
    if inspect.isfunction(app) and not inspect.signature(app).parameters:
        raise StartError(
            f"{subject} is a function without parameters, which is not an app: "
            f"if it is a factory, add () in {side.origin}."
        )
    return app


def is_asgi(app: Any) -> bool:
    """Return whether an app is an ASGI app; otherwise it is taken for a WSGI app."""
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__)


def framework_of(app: Any, side: Side) -> str:
    """Return `flask` or `quart`, the command whose `run` serves a side's app; raises `StartError` for other apps."""
    for base in type(app).__mro__:
        package = base.__module__.partition(".")[0]
        if package in ("flask", "quart"):
            return package
    raise StartError(
        f"The {side.name} {side.app!r} of type {type(app).__name__} is neither a Flask nor a Quart app: "
        "remove `run` from `targets` in [tool.comparison] (or --target). `comparison benchmark` can't measure it."
    )


def source_of(side: Side, root: Path) -> Path:
    """Return the directory of a side's package, or the file of its single module. Puts `root` first in `sys.path`.

    Raises `ConfigurationError` if the module can't be found.
    """
    module = side.package
    if side.directory is not None:
        return _source_below(side, side.directory, module)
    make_importable(root)
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"The {side.name} {module!r} can't be imported from {root}: check {side.origin}.")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def _source_below(side: Side, directory: Path, module: str) -> Path:
    """Return the package or the module in the directory of a side, which this process does not import."""
    for path in (directory / module, directory / f"{module}.py"):
        if path.exists():
            return path
    raise ConfigurationError(f"The {side.name} {module!r} is not in {directory}: check {side.origin}.")
