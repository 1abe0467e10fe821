"""Types of options that several commands share, and the settings of the directory that they run in."""

from pathlib import Path

import click

from ..errors import ComparisonError
from ..settings import Settings, read_settings

FILE = click.Path(path_type=Path, dir_okay=False)
EARLIER = click.Path(path_type=Path, dir_okay=False, exists=True)


def settings_here() -> Settings:
    settings = read_settings(Path.cwd())
    if settings is None:
        raise ComparisonError(
            f"{Path.cwd()}/pyproject.toml has no section [tool.comparison]: "
            "run this where it has one, or add one that names baseline and candidate."
        )
    return settings
