"""`comparison notes`: list the migration notes, or print a note."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

import click
from rich.markdown import Markdown
from rich.syntax import Syntax

from ..errors import ConfigurationError
from ..notes.catalogue import titles
from ..notes.feature import FEATURES, Feature
from ..notes.generated import notes_of
from ..notes.page import Page, note_text, pages
from ..notes.places import places_of, reasons_of
from ..notes.selection import LATER_VERSIONS, Selection, nearest_names
from ..settings import read_settings
from ..values.severity import HARMS, SEVERITIES, Harm, Severity
from .terminal import console

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@click.command(short_help="List or print the migration notes.")
@click.argument("names", metavar="[ID|FEATURE]...", nargs=-1)
@click.option("--harm", type=click.Choice(HARMS), help="List the divergences with this harm.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="List the divergences of this severity.")
@click.option("--since", type=click.Choice(LATER_VERSIONS), help="List those that are new in this Quart.")
@click.option("--search", metavar="TEXT", default="", help="List the notes that contain a text.")
def notes(names: tuple[str, ...], harm: Harm | None, severity: Severity | None, since: str | None, search: str) -> None:
    """List the migration notes, or those of a feature, or print the notes with these IDs.

    FQ… are rules, which `migrate` applies; FD… are divergences, behaviours that differ even after a migration.
    """
    selection = Selection(harm, severity, since, search)
    ids, features = _ids_and_features(names)
    if selection and ids:
        raise ConfigurationError(f"{ids[0]} is one note, and the options select from lists: leave out one of both.")
    if not names:
        _print_list(page for page in pages() if selection.allows(page))
    for feature in features:
        _print_feature(feature, selection)
    _print_notes(ids)


def _ids_and_features(names: Iterable[str]) -> tuple[list[str], list[Feature]]:
    """Sort names into ids and features; raises `ConfigurationError` for a name that is neither."""
    ids, features = [], []
    for name in names:
        matching: list[Feature] = [feature for feature in FEATURES if feature == name.lower()]
        if not matching and name.upper() not in titles():
            nearest = " or ".join(nearest_names(name))
            raise ConfigurationError(
                f"There is no note and no feature {name!r}{f': did you mean {nearest}?' if nearest else '.'} "
                f"`comparison notes` lists all, `comparison notes --search {name}` searches their texts."
            )
        features += matching
        ids += [] if matching else [name.upper()]
    return ids, features


def _print_list(listed: Iterable[Page]) -> None:
    """Print a line for each note."""
    for page in listed:
        words = ("rule", "") if page.is_rule else (page.note.severity, page.note.harm)
        title = page.title.replace("`", "")
        console.print(f"{page.id}  {words[0]:<8}  {words[1]:<12}  {title}", markup=False, soft_wrap=True)


def _print_feature(feature: Feature, selection: Selection) -> None:
    """Print the list of a feature's notes, then of those that concern it too."""
    listed = notes_of(feature, pages())
    _print_list(page for page in (*listed.rules, *listed.divergences) if selection.allows(page))
    if related := [page for page in listed.related if selection.allows(page)]:
        console.print(f"\nAlso concerns {FEATURES[feature].words}:", markup=False)
        _print_list(related)


def _print_notes(ids: Collection[str]) -> None:
    """Print notes in full, with their places in the pair of the current directory."""
    settings = read_settings(Path.cwd()) if ids else None
    listed = pages(places_of(settings, reasons_of(settings)) if settings else {})
    for page in listed:
        if page.id in ids:
            _print_markdown(note_text(page))


def _print_markdown(text: str) -> None:
    """Print Markdown; its prose is wrapped at the width of the terminal, its code is not."""
    prose, *parts = _FENCE.split(text)
    console.print(Markdown(prose, hyperlinks=False))
    for language, code, next_prose in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        syntax = Syntax(code, language, theme="ansi_dark", background_color="default")
        console.print("", syntax.highlight(code.strip("\n")), sep="\n", soft_wrap=True)
        console.print(Markdown(next_prose, hyperlinks=False))
