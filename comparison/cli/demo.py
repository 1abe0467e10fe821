"""`comparison demo`: both apps side by side in a browser, with what differs after each click."""

import webbrowser
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast

import click

from ..demo.features import Concerns, Sources, features_of, with_routes
from ..demo.session import PORT, Demo, running_demo
from ..discovery.routes import routes_of
from ..errors import ComparisonError
from ..inspection.app import inspected_app
from ..inspection.finding import Inspection
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.places import reasons_of
from ..notes.symptoms import notes_of
from ..report.sources import pairs_of_files
from ..runner.prepared import ready_pair
from ..runner.serving import are_running, served_pair
from ..settings import TARGETS, Settings, Target
from ..targets import AppRunner
from ..targets.stop_signals import stoppable, wait_while
from ..values.served import TARGET
from .inspected_notes import inspected_notes
from .note_texts import note_texts
from .options import read_project_settings
from .terminal import EQUAL, console

# Browsers reach the apps through proxies that speak HTTP/1.1.
_SERVERS = [target for target in TARGETS if target not in ("client", "hypercorn-h2")]


@click.command(short_help="Show both apps side by side in a browser.")
@click.option(
    "--target",
    type=click.Choice(_SERVERS),
    default=TARGET,
    show_default=True,
    help="The server to run both apps on.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65533),
    default=PORT,
    show_default=True,
    help="Port of the page; the apps have the next two. 0: any free ports.",
)
@click.option("--no-browser", is_flag=True, help="Print the address of the page, and open no browser.")
def demo(target: str, port: int, no_browser: bool) -> None:
    """Show both apps side by side in a browser, and what differs after each click, until Ctrl-C."""
    chosen = cast(Target, target)
    pair = ready_pair(replace(read_project_settings(), targets=(chosen,)), None, notes_of)
    with (
        stoppable(),
        served_pair(pair.settings, chosen, 0) as app_runner,
        running_demo(pair, app_runner, chosen, port, titles(), partial(_sources, app_runner.settings)) as running,
    ):
        for name, address in {"page": running.address, **running.origins, "exchanges": running.har}.items():
            console.print(f"{name:<11}{address}", markup=False, soft_wrap=True)
        # Once it is printed that Ctrl-C ends it, an interrupt is no failure.
        with suppress(KeyboardInterrupt):
            console.print("Ctrl-C ends all.", markup=False)
            if not no_browser:
                webbrowser.open(running.address)
            wait_while(lambda: _goes_on(running, app_runner))
    raise SystemExit(EQUAL)


def _goes_on(running: Demo, app_runner: AppRunner) -> bool:
    """Keep what was clicked; return True, or raise `StartError` if a server has ended by itself."""
    running.save()
    return are_running(app_runner)


def _sources(settings: Settings) -> Sources:
    """Return the features of the pair with their notes; of a pair without, the routes of the baseline."""
    try:
        pairs = with_routes(pairs_of_files(settings, None))
        reasons = reasons_of(settings) if pairs else {}
    except ComparisonError:
        pairs, reasons = [], {}
    features = features_of(pairs, settings.root, reasons, _concerns([left for left, _ in pairs], settings.exclude))
    return Sources(features, () if features else _routes(settings), note_texts())


def _concerns(paths: Sequence[Path], exclude: Sequence[str]) -> Concerns:
    """Return the lines that each divergence concerns, the most dangerous first, of each of these files."""
    concerns: dict[Path, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    if paths:
        divergences = tuple(note for note in inspected_notes() if note.id in all_divergences())
        for finding in Inspection(inspected_app(paths, all_rules().values(), exclude), divergences).findings:
            concerns[Path(finding.spot.path).absolute()][finding.note.id].append(finding.spot.line)
    return concerns


def _routes(settings: Settings) -> tuple[str, ...]:
    side = settings.baseline
    if side.url or side.python:
        return ()
    return routes_of(side.app, side.directory or settings.root, settings.root, side.env).pages
