"""Which note speaks of a public name that is not the same in Flask and Quart, from the file `owners.toml`."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from ..errors import ConfigurationError

PATH = Path(__file__).with_name("owners.toml")
KNOWN = {"note", "names", "quart"}


@dataclass(frozen=True)
class Owner:
    """A note, and the names that it owns with these versions of Quart; of a name it owns all differences."""

    note: str
    names: tuple[str, ...]
    quart: str = ""

    def holds(self, quart: str) -> bool:
        return SpecifierSet(self.quart).contains(quart)


def owners(quart: str = version("quart")) -> dict[str, str]:
    """Return the id of the note for each name, with a version of Quart.

    Raises `ConfigurationError` when the file is wrong, or a name has two owners.
    """
    found: dict[str, str] = {}
    for owner in read_owners(PATH.read_text(encoding="utf-8")):
        for name in owner.names if owner.holds(quart) else ():
            if name in found:
                raise ConfigurationError(
                    f"owners.toml gives {name} to {found[name]} and to {owner.note}: leave it with one of them."
                )
            found[name] = owner.note
    return found


def read_owners(text: str) -> list[Owner]:
    """Return what the file says; raises `ConfigurationError` when an entry is wrong."""
    try:
        entries = tomllib.loads(text).get("owner", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"owners.toml is not TOML: {error}. Mend it and run again.") from None
    if not isinstance(entries, list):
        raise ConfigurationError("owners.toml has a table [owner]: write [[owner]], one for each note.")
    return [owner_of(entry) for entry in entries]


def owner_of(entry: Mapping[str, Any]) -> Owner:
    note, names, quart = entry.get("note"), entry.get("names"), entry.get("quart", "")
    if unknown := sorted(entry.keys() - KNOWN):
        raise ConfigurationError(f"owners.toml has {unknown[0]} in an entry: it may have note, names and quart.")
    if not isinstance(note, str) or not is_specifier(quart):
        raise ConfigurationError(
            f"owners.toml: {entry} wants a note's id as note, and versions such as <0.23 as quart."
        )
    if not isinstance(names, list) or not names or not all(is_name(name) for name in names):
        raise ConfigurationError(f"owners.toml: {note} wants names, one by one: flask.flash, not flask.*.")
    return Owner(note, tuple(names), quart)


def is_name(value: object) -> bool:
    return isinstance(value, str) and all(part.isidentifier() for part in value.split("."))


def is_specifier(value: object) -> bool:
    try:
        return isinstance(value, str) and SpecifierSet(value) is not None
    except InvalidSpecifier:
        return False


def complaints(names: Iterable[str], owned: Mapping[str, str], notes: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong between the names that differ, their owners and the notes that there are, and what to do."""
    differing, known, quart = set(names), set(notes), version("quart")
    for name in sorted(differing - owned.keys()):
        yield f"{name} is not the same in Quart {quart}, and no note owns it: write one, or add it to owners.toml."
    for name in sorted(owned.keys() - differing):
        yield (
            f"owners.toml gives {name} to {owned[name]}, and with Quart {quart} nothing of that name differs: correct "
            "the name, take it out, or name the versions of Quart with `quart`."
        )
    for note in sorted(set(owned.values()) - known):
        yield f"owners.toml names {note}, which is no note: correct the id, or write the note."
