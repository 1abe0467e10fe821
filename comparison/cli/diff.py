"""`comparison diff`: show where the two apps' sources differ."""

import click

from ..notes.places import reasons_of
from ..report.sources import pairs_of_files, side_by_side
from ..runner.prepared import prepared
from .options import read_project_settings
from .terminal import console


@click.command(short_help="Show where the sources of the two apps differ.")
@click.argument("feature", required=False)
def diff(feature: str | None) -> None:
    """Show where the two apps' sources differ, side by side.

    Each differing line names the rule that changes it. FEATURE is the name of a module, by default all.
    """
    settings = prepared(read_project_settings()).settings
    pairs = pairs_of_files(settings, feature)
    reasons = reasons_of(settings)
    for left, right in pairs:
        for part in side_by_side(left, right, reasons):
            console.print(part)
