"""The instance directory of an app under test: a fresh one, never that of the project."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

# The environment variable that names the directory. On servers `startup/sitecustomize.py` reads it.
INSTANCE = "COMPARISON_INSTANCE"
STARTUP = Path(__file__).with_name("startup")


def instance_variables(directory: Path, source: Path | None) -> dict[str, str]:
    """Create the instance directory beside `directory`, with a copy of `source`; return the variable that names it."""
    instance = instance_directory(directory)
    if source is not None and not instance.exists():
        shutil.copytree(source, instance, symlinks=True)
    instance.mkdir(parents=True, exist_ok=True)
    return {INSTANCE: str(instance)}


def instance_directory(directory: Path) -> Path:
    """Return the instance directory of an app whose own directory is `directory`."""
    return directory.with_name(f"{directory.name}-instance")


def server_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return variables for a server: with the directory of the module that its processes load at their start."""
    paths = [str(STARTUP), environment.get("PYTHONPATH", "")]
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def temporary_instance(environment: Mapping[str, str]) -> Iterator[None]:
    """Give the apps that are created while this is open the instance directory that the variables name."""
    # By its name: the harness is for any framework.
    has_framework = find_spec("flask") is not None
    if INSTANCE not in environment or not has_framework:
        yield
        return
    with patch.object(
        import_module("flask.sansio.app").App, "auto_find_instance_path", lambda app: environment[INSTANCE]
    ):
        yield
