"""Import the modules of an app anew, so that nothing is left of an earlier test."""

import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

# This package, which may be below the directory of a pair.
_PACKAGE = __name__.partition(".")[0]
_SITE_PACKAGES = f"{os.sep}site-packages{os.sep}"


@contextmanager
def fresh_modules(root: Path, kept: Collection[Path], modules: dict[str, ModuleType] | None = None) -> Iterator[None]:
    """Forget the imported modules below `root` while this is open, so that an app is imported anew.

    Those below the directories `kept`, of this package and of installed packages stay. The old ones come back at the
    end. `modules` are in their place meanwhile, and get those that are imported.
    """
    before = {name: module for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)}
    for name in before:
        del sys.modules[name]
    own = {} if modules is None else modules
    sys.modules.update(own)
    try:
        yield
    finally:
        for name in [name for name, module in sys.modules.items() if _is_of_app(name, module, root, kept)]:
            own[name] = sys.modules.pop(name)
        sys.modules.update(before)


def _is_of_app(name: str, module: Any, root: Path, kept: Collection[Path]) -> bool:
    """Return whether a module is below `root`, and not to be kept.

    Compares texts, because a process has thousands of modules and a path for each takes ten times as long.
    """
    file = getattr(module, "__file__", None)
    if not isinstance(file, str) or name == "__main__" or name.partition(".")[0] == _PACKAGE:
        return False
    path = os.path.normpath(file)
    if not _is_below(path, root) or _SITE_PACKAGES in path:
        return False
    return not any(_is_below(path, directory) for directory in kept)


def _is_below(path: str, directory: Path) -> bool:
    return path.startswith(f"{directory}{os.sep}")
