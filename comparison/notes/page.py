"""A rule or a divergence with its texts, as Markdown: for a terminal, or for a page of its feature."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import dedent
from types import MappingProxyType
from typing import Any

import jinja2

from ..values.severity import HARMS
from .catalogue import all_divergences, all_rules, texts
from .code_blocks import both_sources, fix_block
from .feature import Feature
from .note_links import note_ids
from .symptom_text import symptom_text

QUART = ("0.22", "0.23")
Places = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Page:
    """A note with its texts. `note` is a Rule or a Divergence; `named_by` are the notes that name it."""

    id: str
    title: str
    why: str
    note: Any
    flask: str
    quart: str
    places: tuple[str, ...]
    named_by: tuple[str, ...] = ()

    @property
    def is_rule(self) -> bool:
        return self.id.startswith("FQ")

    @property
    def anchor(self) -> str:
        return self.id.lower()

    @property
    def related(self) -> list[str]:
        """The notes, extensions and targets that the note belongs with; of a rule, the divergences that name it."""
        if self.is_rule:
            return [id for id, divergence in all_divergences().items() if self.id in divergence.related]
        return list(self.note.related)

    @property
    def trigger(self) -> str:
        """The part of a divergence's title that names the API or the situation, before both behaviours."""
        return re.split(r": (?=(?:[^`]*`[^`]*`)*[^`]*$)", self.title, maxsplit=1)[0]

    @property
    def feature(self) -> Feature:
        feature: Feature = self.note.feature
        return feature

    @property
    def file(self) -> str:
        """The name of the page on which the note is."""
        return f"{self.feature}.md"

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key on a page: rules first, then divergences by harm, then by danger."""
        if self.is_rule:
            return -1, 0, self.id
        return HARMS.index(self.note.harm), -self.note.danger, self.id

    @property
    def versions(self) -> str:
        """The versions of Quart, and of Python where they matter, with which the divergence shows."""
        shown_with = [version for version in QUART if self.shows_with(version)]
        pythons = sorted(
            {observation.python_version for observation in self.note.observations if observation.python_version}
        )
        return " and ".join(shown_with) + (f", Python {', '.join(pythons)}" if pythons else "")

    @property
    def results(self) -> list[tuple[str, str, str]]:
        """Where a divergence was measured, and the results of both apps; rows with equal results are merged."""
        places_of: dict[tuple[str, str], list[str]] = {}
        for observation in self.note.observations:
            bounds = (("Quart", observation.quart_version), ("Python", observation.python_version))
            words = [", ".join(observation.targets), *(f"{name} {bound}" for name, bound in bounds if bound)]
            places_of.setdefault((observation.flask, observation.quart), []).append("; ".join(words))
        return [(" or ".join(places), *pair) for pair, places in places_of.items()]

    @property
    def symptoms(self) -> list[str]:
        """How a divergence shows in a difference, a line for each symptom; equal lines are merged."""
        return list(dict.fromkeys(map(symptom_text, self.note.symptoms)))

    @property
    def sources(self) -> str:
        """Both sources as Markdown."""
        return both_sources(self.flask, self.quart)

    @property
    def fix(self) -> str:
        """The app with the remedy as Markdown: a Flask app if Flask is at fault, and "" if nothing can run."""
        app = self.flask if self.note.at_fault == "flask" else self.quart
        return fix_block(app, trimmed(self.note.with_remedy)) if self.note.with_remedy else ""

    @property
    def remedied(self) -> str:
        """What the app with the remedy shows, in words."""
        if self.note.at_fault == "flask":
            return "Flask then shows what Quart shows"
        return "Quart then shows what Flask shows"

    @property
    def link(self) -> str:
        """The address of the upstream issue."""
        repository, _, number = (self.note.upstream or "").partition("#")
        return f"https://github.com/{repository}/issues/{number}"

    def shows_with(self, version: str) -> bool:
        """Return whether the divergence shows on any target with a version of Quart ("0.22"), Python 3.11 or 3.13."""
        return any(
            observation.holds(target, f"{version}.99", python)
            for observation in self.note.observations
            for target in observation.targets
            for python in ("3.11.9", "3.13.9")
        )


def pages(places: Places = MappingProxyType({})) -> list[Page]:
    """Return a page for each note, the rules first.

    `places` maps a note's id to the places of the two apps where it shows.
    """
    listed = []
    notes: dict[str, Any] = {**all_rules(), **all_divergences()}
    for id, note in notes.items():
        sources = (trimmed(note.before), trimmed(note.after)) if id in all_rules() else (note.flask, note.quart)
        flask, quart = map(trimmed, sources)
        listed.append(Page(id, *texts()[id], note, flask, quart, tuple(places.get(id, ())), _named_by()[id]))
    return listed


@cache
def _named_by() -> dict[str, tuple[str, ...]]:
    """Return, for each note, the notes that name it in their texts."""
    notes: dict[str, Any] = {**all_rules(), **all_divergences()}
    ids_in = {id: note_ids("\n".join([*texts()[id], getattr(notes[id], "remedy", "")])) for id in notes}
    return {id: tuple(name for name, ids in ids_in.items() if id in ids and name != id) for id in notes}


def trimmed(source: str) -> str:
    """Return an app's source dedented, with one line break at its end."""
    return dedent(source).strip("\n") + "\n"


def code(text: str) -> str:
    """Return a text as code for a cell of a table."""
    escaped = cell(text).replace("\n", " ")
    return f"`` {escaped} ``" if "`" in text else f"`{escaped}`" if text else "nothing"


def cell(text: str) -> str:
    """Return a text for a cell of a table."""
    return text.replace("|", "\\|")


def rendered(template: str, **values: object) -> str:
    """Return a template of this package, filled in; raises `jinja2.UndefinedError` for a value that is missing."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.PackageLoader("comparison.notes")
    strict = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(loader=loader, **strict)  # type: ignore[arg-type]  # noqa: S701  # it makes Markdown
    environment.filters |= {"code": code, "cell": cell}
    return environment


def note_text(page: Page, level: int = 1) -> str:
    """Return a note as Markdown, under a heading of a level."""
    return rendered("note.md", page=page, heading="#" * level)
