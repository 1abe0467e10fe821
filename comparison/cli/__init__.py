"""The command `comparison`; each of its commands is a module of its own, imported when it is called.

So a command needs only what it uses: `migrate` and `notes` import no framework.
"""

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from ..errors import ComparisonError
from .terminal import INTERNAL, INTERRUPTED, USAGE, errors

COMMANDS = ("benchmark", "compare", "diff", "migrate", "notes")
# Packages whose name is not that of what they are imported as.
DISTRIBUTIONS = {"httpx2": "httpx2[http2]", "pytest_asyncio": "pytest-asyncio", "xdist": "pytest-xdist"}


class Commands(click.Group):
    """A group whose command is `compare` when none is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
            args = ["compare", *args]
        return super().parse_args(context, args)

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{name}", __name__), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="flask-quart-pair")
def cli() -> None:
    """Run the same tests on two apps and show every difference that is not expected.

    The section [tool.comparison] of pyproject.toml names the apps. Without a command: compare.
    Exit status: 0 equal, 1 different or a failed test, 2 usage or start failure, 3 internal, 130 interrupted.
    """


def main() -> None:
    """Run the command; a user's mistake ends with a text and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # What a terminal can't show is no reason to show nothing.
            stream.reconfigure(errors="backslashreplace")
    try:
        raise SystemExit(cli(standalone_mode=False))
    except click.Abort:
        errors.print("Interrupted.", style="red")
        raise SystemExit(INTERRUPTED) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(USAGE) from None
    except ComparisonError as error:
        errors.print(f"Error: {error}", style="red", markup=False)
        raise SystemExit(USAGE) from None
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("comparison"):
            raise
        name = error.name.partition(".")[0]
        install = f'python -m pip install "{DISTRIBUTIONS.get(name, name)}"'
        errors.print(f"Error: The package {name!r} is missing: {install}", style="red", markup=False)
        raise SystemExit(USAGE) from None
    except Exception:
        errors.print_exception()
        raise SystemExit(INTERNAL) from None
