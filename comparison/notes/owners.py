"""Read `owners.toml`: the note that describes each public name that differs between Flask and Quart."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from ..errors import ConfigurationError

PATH = Path(__file__).with_name("owners.toml")
_KEYS = {"note", "names", "quart"}


@dataclass(frozen=True)
class Owner:
    """A note, and the public names whose differences it describes, with the versions of Quart that differ."""

    note: str
    names: tuple[str, ...]
    quart: str = ""

    def applies_to(self, quart_version: str) -> bool:
        return SpecifierSet(self.quart).contains(quart_version)


def owners(quart_version: str = version("quart")) -> dict[str, str]:
    """Return the id of the note that owns each name, with a version of Quart.

    Raises `ConfigurationError` if the file is invalid, or if a name has two owners.
    """
    notes: dict[str, str] = {}
    for owner in parse_owners(PATH.read_text(encoding="utf-8")):
        for name in owner.names if owner.applies_to(quart_version) else ():
            if name in notes:
                raise ConfigurationError(
                    f"owners.toml: {name} has two owners, {notes[name]} and {owner.note}: remove it from one of them."
                )
            notes[name] = owner.note
    return notes


def parse_owners(text: str) -> list[Owner]:
    """Return the entries of the file; raise `ConfigurationError` if one is invalid."""
    try:
        entries = tomllib.loads(text).get("owner", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"owners.toml is not valid TOML: {error}. Fix it and run again.") from None
    if not isinstance(entries, list):
        raise ConfigurationError(f"owners.toml: owner is {entries!r}, not a list: write [[owner]] for each note.")
    return [_parse_owner(entry) for entry in entries]


def _parse_owner(entry: Mapping[str, Any]) -> Owner:
    """Return the owner that an entry describes.

    Raises `ConfigurationError` for an unknown key, a missing note, a wrong version specifier, or names that are not
    dotted.
    """
    note, names, quart = entry.get("note"), entry.get("names"), entry.get("quart", "")
    if unknown := sorted(entry.keys() - _KEYS):
        raise ConfigurationError(f"owners.toml: {entry} has the key {unknown[0]}: use only note, names and quart.")
    if not isinstance(note, str):
        raise ConfigurationError(f"owners.toml: {entry} needs a note's id as `note`, such as FD067: add it.")
    if not _is_specifier(quart):
        raise ConfigurationError(
            f"owners.toml: quart of {note} is {quart!r}, but must be a version specifier such as <0.23."
        )
    if not isinstance(names, list) or not names or not all(_is_dotted_name(name) for name in names):
        raise ConfigurationError(
            f"owners.toml: names of {note} is {names!r}, but must be a list of full names, flask.flash and not flask.*."
        )
    return Owner(note, tuple(names), quart)


def _is_dotted_name(value: object) -> bool:
    return isinstance(value, str) and all(part.isidentifier() for part in value.split("."))


def _is_specifier(value: object) -> bool:
    try:
        return isinstance(value, str) and SpecifierSet(value) is not None
    except InvalidSpecifier:
        return False


def ownership_errors(differing: Iterable[str], owned: Mapping[str, str], notes: Iterable[str]) -> Iterator[str]:
    """Yield an error, with its remedy, for each mismatch of the differing names, their owners and the notes."""
    names, note_ids, quart = set(differing), set(notes), version("quart")
    for name in sorted(names - owned.keys()):
        yield f"{name} differs in Quart {quart}, and no note owns it: add it to a note in owners.toml, or write a note."
    for name in sorted(owned.keys() - names):
        yield (
            f"owners.toml: {owned[name]} owns {name}, which does not differ in Quart {quart}: correct the name, remove "
            "it, or limit its versions of Quart with `quart`."
        )
    for note in sorted(set(owned.values()) - note_ids):
        yield f"owners.toml: there is no note {note}: correct the id, or write the note."
