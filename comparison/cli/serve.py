"""`comparison serve`: keep both apps up, with the data of a test."""

from collections.abc import Iterable
from contextlib import suppress
from typing import cast

import click

from ..errors import ConfigurationError, StartError
from ..report.served import served_lines
from ..runner.serving import ServedTest, are_running, served_pair, start_servers
from ..runner.session import run_tests
from ..settings import TARGETS, Settings, Target
from ..targets.stop_signals import stoppable, wait_while
from ..values.served import PORT, TARGET
from .options import read_project_settings
from .terminal import EQUAL, INTERNAL, console


@click.command(short_help="Keep both apps running until Ctrl-C.")
@click.argument("test", required=False)
@click.option(
    "--target",
    type=click.Choice([target for target in TARGETS if target != "client"]),
    default=TARGET,
    show_default=True,
    help="The server to run both apps on.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65534),
    default=PORT,
    show_default=True,
    help="Port of the baseline; the candidate has the next one. 0: any free ports.",
)
def serve(test: str | None, target: str, port: int) -> None:
    """Keep both apps up until Ctrl-C, with one key, so that the `curl` lines of a report work.

    TEST is a test as the grid names it, such as test_auth.py::test_login, or its id in pytest. It runs first: the apps
    then have the data that it leaves. Its requests are printed as commands, with their cookies and ids.
    """
    settings, chosen = read_project_settings(), cast(Target, target)
    with stoppable(), served_pair(settings, chosen, port) as app_runner:
        served = None if test is None else _run(settings, chosen, ServedTest(test, app_runner))
        origins = start_servers(app_runner, chosen)
        _print(f"{side.name:<10}{origins[side.name]}  {side.described}" for side in settings.sides)
        if served is not None:
            _print(["", f"{served.name} has run. Its requests, with the cookies and ids of this run:", ""])
            _print(served_lines(served.conversations, origins, app_runner.directory))
        # Once it is printed that Ctrl-C ends it, an interrupt is no failure.
        with suppress(KeyboardInterrupt):
            _print(["", f"Both apps run until Ctrl-C. Their files and logs: {app_runner.directory}"])
            wait_while(lambda: are_running(app_runner))
    raise SystemExit(EQUAL)


def _run(settings: Settings, target: Target, served: ServedTest) -> ServedTest:
    """Run the test on both apps, and print why it failed, if it did; raises `ComparisonError`."""
    outcome = run_tests(settings, console, jobs=1, targets=(target,), served=served)
    if outcome.fatal_error:
        raise StartError(outcome.fatal_error)
    if outcome.interrupted:
        raise click.Abort
    if not served.conversations and not outcome.failures:
        raise ConfigurationError(served.missing_text())
    for failure in outcome.failures:
        if not failure.is_difference:
            _print([failure.name, failure.text, ""])
    if outcome.internal_error:
        raise SystemExit(INTERNAL)
    return served


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)
