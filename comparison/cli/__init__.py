"""The command `comparison`; each subcommand is a module, imported when it is called.

A subcommand imports only what it uses: `migrate` and `notes` import no framework.
"""

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from ..errors import ComparisonError
from ..targets.stop_signals import termination_as_interrupt
from .terminal import INTERNAL, INTERRUPTED, TERMINATED, USAGE, error_console

COMMANDS = (
    "accept", "benchmark", "compare", "demo", "diff", "init", "inspect", "migrate", "notes", "report", "serve", "suite",
)  # fmt: skip
# What to install for a missing module, if it is not the module's own name.
_DISTRIBUTIONS = {"httpx2": "httpx2[http2]", "pytest_asyncio": "pytest-asyncio", "xdist": "pytest-xdist"}


class CommandGroup(click.Group):
    """A click group with the default command `compare`."""

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


# The paragraph begins with a sign that keeps click from filling its lines.
_DAILY = """\b
Day by day:
  comparison                   all tests on all targets
  comparison --target client   in process alone, the fastest
  comparison -k login          the tests that match
  comparison --jobs 2          in two processes
  comparison --json FILE       the result as JSON
  comparison --junit FILE      the tests as JUnit XML, for CI
  comparison --markdown FILE   a summary as Markdown, for CI
  comparison --verbose         every difference, and all noise
  comparison serve TEST        both apps stay up, with the data of a test
  comparison demo              both apps side by side in a browser
  comparison report            the last run as an HTML page
  comparison accept            keep what is meant to stay
"""


@click.group(cls=CommandGroup, epilog=_DAILY, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="flask-quart-pair")
def cli() -> None:
    """Run the same tests on two apps and show every difference that is not expected.

    The section [tool.comparison] of pyproject.toml names the apps. The default command is compare.

    Exit status: 0 equal, 1 different or a failed test, 2 usage or start failure, 3 internal error, 130 interrupted,
    143 ended by SIGTERM.
    """


def main() -> None:
    """Run the command; always raises `SystemExit`, with the status that the help of `comparison` lists.

    SIGTERM ends it as Ctrl-C does, with a status of its own.
    """
    with termination_as_interrupt() as termination:
        try:
            _run()
        except SystemExit as end:
            if termination.has_come and end.code == INTERRUPTED:
                raise SystemExit(TERMINATED) from None
            raise


def _run() -> NoReturn:
    """Run the command, and raise `SystemExit`.

    A user's error and a package that is not installed are printed without a traceback, any other exception with one. A
    module of this package that is missing is raised as it is.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Escape what the terminal's encoding lacks: otherwise nothing is printed.
            stream.reconfigure(errors="backslashreplace")
    try:
        raise SystemExit(cli(standalone_mode=False))
    except click.Abort:
        error_console.print("Interrupted.", style="red")
        raise SystemExit(INTERRUPTED) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(USAGE) from None
    except ComparisonError as error:
        error_console.print(f"Error: {error}", style="red", markup=False)
        raise SystemExit(USAGE) from None
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("comparison"):
            raise
        name = error.name.partition(".")[0]
        install = f'python -m pip install "{_DISTRIBUTIONS.get(name, name)}"'
        text = f"Error: `comparison` needs the package {name!r}, which is missing: run {install}"
        error_console.print(text, style="red", markup=False)
        raise SystemExit(USAGE) from None
    except Exception:
        error_console.print_exception()
        raise SystemExit(INTERNAL) from None
