"""The environment that one side runs in."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from ..errors import ConfigurationError
from ..settings import Side

OWN_PREFIXES = ("FLASK_", "QUART_")


def environment_of(side: Side, folder: Path, secret: str) -> dict[str, str]:
    """Return the caller's environment with the side's own; settings of the frameworks are not inherited."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OWN_PREFIXES)}
    return inherited | filled(side, {"tmp": str(folder), "secret": secret})


def filled(side: Side, values: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: text.format(**values) for name, text in side.env.items()}
    except (AttributeError, KeyError, IndexError, ValueError) as error:
        known = ", ".join(f"{{{name}}}" for name in values)
        raise ConfigurationError(
            f"The env of the {side.name} has an unknown placeholder, {error}; use {known}, and {{{{ for a brace."
        ) from None


@contextmanager
def within(environment: Mapping[str, str]) -> Iterator[None]:
    """Make it this process's environment for a moment."""
    with patch.dict(os.environ, environment, clear=True):
        yield
