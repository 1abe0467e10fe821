"""`comparison notes`: list the migration notes, or print a note."""

from pathlib import Path

import click
from rich.markdown import Markdown

from ..errors import ConfigurationError
from ..notes.catalogue import all_divergences, all_rules, titles
from ..notes.page import one_page
from ..notes.places import places_of
from ..settings import read_settings
from .terminal import console


@click.command()
@click.argument("id", required=False)
def notes(id: str | None) -> None:
    """List the migration notes, or print the note with an ID.

    FQ… are rules, which `migrate` applies; FD… are divergences, behaviours that differ even after a migration.
    """
    known = titles()
    if id is None:
        for name, title in known.items():
            note = all_divergences().get(name) or all_rules()[name]
            console.print(f"{name}  {getattr(note, 'severity', 'rule'):<8}  {title}", markup=False, soft_wrap=True)
        return
    if id.upper() not in known:
        raise ConfigurationError(f"There is no note {id!r} (ID): `comparison notes` lists all.")
    settings = read_settings(Path.cwd())
    places = places_of(settings) if settings else {}
    console.print(Markdown(one_page(id.upper(), places), hyperlinks=False))
