"""`comparison diff`: show the two sources side by side."""

import click

from ..notes.places import reasons_of
from ..report.sources import pairs_of_files, side_by_side
from .options import settings_here
from .terminal import console


@click.command()
@click.argument("feature", required=False)
def diff(feature: str | None) -> None:
    """Show the two sources side by side, where they differ, each line with the rule that changes it."""
    settings = settings_here()
    pairs = pairs_of_files(settings, feature)
    reasons = reasons_of(settings)
    for left, right in pairs:
        for part in side_by_side(left, right, reasons):
            console.print(part)
