"""Option types that several commands share, and the settings of the working directory."""

import shlex
from pathlib import Path

import click

from ..errors import ComparisonError, ConfigurationError
from ..settings import Settings, read_settings
from ..values.shard import Shard, parse_shard

FILE = click.Path(path_type=Path, dir_okay=False)
EXISTING_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


def shard_option(context: click.Context, parameter: click.Parameter, value: str | None) -> Shard | None:
    """Return the shard that an option names, None without one; raises `ConfigurationError`."""
    return None if value is None else parse_shard(value, parameter.opts[0])


def words_option(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
    """Return the words of an option, as a shell splits them; raises `ConfigurationError`."""
    try:
        return shlex.split(value)
    except ValueError as error:
        raise ConfigurationError(
            f"{parameter.opts[0]} is {value!r}, which can't be split into words: {error}. Correct its quotes."
        ) from None


def read_project_settings() -> Settings:
    """Return the settings in the working directory; raises `ComparisonError` if there are none, or wrong ones."""
    settings = read_settings(Path.cwd())
    if settings is None:
        raise ComparisonError(
            f"{Path.cwd()}/pyproject.toml has no section [tool.comparison]: "
            "change to a directory where it has one, or write one with `comparison init`."
        )
    return settings
