"""Loaded by each Python process of a server, from PYTHONPATH: keeps the app out of the project's instance directory.

An app that names no instance path gets the directory in COMPARISON_INSTANCE. What the interpreter would have loaded in
place of this module is loaded too.
"""

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any


def _load_next() -> None:
    """Load the module of this name that is hidden by this one."""
    here = Path(__file__).parent.resolve()
    spec = PathFinder.find_spec("sitecustomize", [path for path in sys.path if Path(path).resolve() != here])
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


class _InstanceFinder:
    """Finds `flask.sansio.app`, and changes its class as soon as it is imported."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name != "flask.sansio.app":
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            execute(module)
            module.App.auto_find_instance_path = lambda app: os.environ["COMPARISON_INSTANCE"]

        spec.loader.exec_module = exec_module  # type: ignore[method-assign] # of this loader alone
        return spec


_load_next()
if "COMPARISON_INSTANCE" in os.environ:
    sys.meta_path.insert(0, _InstanceFinder())
