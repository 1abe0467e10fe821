"""The environment variables that a side runs with."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from ..errors import ConfigurationError
from ..sides import Side
from .instance import instance_variables

_FRAMEWORK_PREFIXES = ("FLASK_", "QUART_")
# What another interpreter must not get from this one.
_OF_INTERPRETER = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


def environment_of(side: Side, directory: Path, secret: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of this process and of the side; FLASK_… and QUART_… are not inherited.

    `directory` and `secret` replace the placeholders `{tmp}` and `{secret}`, `more` has others. Beside `directory`
    the instance directory is created. Raises `ConfigurationError` for any other placeholder.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_FRAMEWORK_PREFIXES)}
    placeholders = {"tmp": str(directory), "secret": secret, **(more or {})}
    return (
        interpreter_environment(side, inherited)
        | instance_variables(directory, side.instance)
        | _filled(side, placeholders)
    )


def interpreter_environment(side: Side, environment: Mapping[str, str]) -> dict[str, str]:
    """Return variables without those that another interpreter must not get, and with its programs first in PATH."""
    if not side.python:
        return dict(environment)
    variables = {name: value for name, value in environment.items() if name not in _OF_INTERPRETER}
    return variables | {"PATH": os.pathsep.join([str(Path(side.python).parent), variables.get("PATH", "")])}


def _filled(side: Side, values: Mapping[str, str]) -> dict[str, str]:
    """Return the side's variables with their placeholders replaced; raises `ConfigurationError` for an unknown one."""
    filled: dict[str, str] = {}
    for name, text in side.env.items():
        try:
            filled[name] = text.format(**values)
        except (AttributeError, KeyError, IndexError, ValueError):
            known = ", ".join(f"{{{placeholder}}}" for placeholder in values)
            raise ConfigurationError(
                f"[tool.comparison.{side.name}] env: {name} is {text!r}, which has an unknown placeholder or a single "
                f"brace: use {known}, and {{{{ for a brace."
            ) from None
    return filled


@contextmanager
def temporary_environment(environment: Mapping[str, str]) -> Iterator[None]:
    """Replace this process's environment variables while this is open."""
    with patch.dict(os.environ, environment, clear=True):
        yield
