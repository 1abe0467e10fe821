"""Import an app by its import string, and find out what it is."""

import importlib
import inspect
import sys
import sysconfig
import traceback
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, StartError
from ..settings import Side
from .environment import temporary_environment
from .stacks import INSTALLED

# This package, which may be below the directory of a pair.
_PACKAGE = __name__.partition(".")[0]


def make_importable(root: Path) -> None:
    """Put a directory first in `sys.path`."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))


@contextmanager
def fresh_modules(root: Path, kept: Collection[Path]) -> Iterator[None]:
    """Forget the imported modules below `root` while this is open, so that an app is imported anew.

    Those below the directories `kept`, of this package and of installed packages stay. The old ones come back at the
    end.
    """
    before = {name: module for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)}
    for name in before:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in [name for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)]:
            del sys.modules[name]
        sys.modules.update(before)


def _is_of_app(name: str, module: Any, root: Path, kept: Collection[Path]) -> bool:
    """Return whether a module is below `root`, and not to be kept."""
    file = getattr(module, "__file__", None)
    path = Path(file) if isinstance(file, str) else root.parent
    is_kept = name.partition(".")[0] == _PACKAGE or any(path.is_relative_to(directory) for directory in kept)
    return path.is_relative_to(root) and "site-packages" not in path.parts and not is_kept and name != "__main__"


def load(side: Side, environment: Mapping[str, str]) -> Any:
    """Import a side's app, or call its factory, with these environment variables.

    `app` of the module is taken where the import string names nothing else. Raises `StartError` with the error of the
    import or the factory, `SystemExit` included, and the line of the project, and for an object that is not an app.
    """
    module_name, _, name = side.app.partition(":")
    factory = name.endswith("()")
    try:
        with temporary_environment(environment):
            value = getattr(importlib.import_module(module_name), name.removesuffix("()") or "app")
            app = value() if factory else value
    except (Exception, SystemExit) as error:
        raise StartError(
            f"The {side.name} {side.app!r} can't be created: {type(error).__name__}: {str(error).rstrip('.')}"
            f"{_place_of(error)}. Fix the app, or {_setting_of(side)}."
        ) from error
    if not callable(app):
        raise StartError(
            f"The {side.name} {side.app!r} is {app!r}, which is not an app: name an app, or a factory followed by (), "
            f"in {_setting_of(side)}."
        )
    if inspect.isfunction(app) and not inspect.signature(app).parameters:
        raise StartError(
            f"The {side.name} {side.app!r} is a function without parameters, which is not an app: "
            f"if it is a factory, add () in {_setting_of(side)}."
        )
    return app


def _setting_of(side: Side) -> str:
    """Return the setting and the option that name a side's app, for an error."""
    return f"`app` in [tool.comparison.{side.name}] (or --{side.name})"


def _place_of(error: BaseException) -> str:
    """Return " (PATH:LINE)", the innermost line of the project that led to an error; "" without such a line."""
    foreign = (__file__, "<", sysconfig.get_path("stdlib"))
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith(foreign) and not INSTALLED & set(Path(frame.filename).parts):
            return f" ({frame.filename}:{frame.lineno})"
    return ""


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
    module = side.app.partition(":")[0].partition(".")[0]
    make_importable(root)
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        section = f"[tool.comparison.{side.name}]"
        raise ConfigurationError(f"The {side.name} {module!r} can't be imported from {root}: check `app` in {section}.")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)
