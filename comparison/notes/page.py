"""Render the notes as Markdown, for a terminal and for README.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import jinja2

from .catalogue import all_divergences, all_rules, texts
from .divergence import CAUSES, POINTS, SEVERITIES, Framework
from .symptom_text import symptom_text
from .verdicts import all_verdicts

FEATURES = {
    "app": "Views and the app",
    "context": "Contexts",
    "request": "Requests",
    "response": "Responses",
    "json": "JSON",
    "errors": "Errors",
    "templates": "Templates",
    "upload": "Upload",
    "files": "Files that are sent",
    "cookies": "Cookies",
    "session": "Session",
    "signals": "Signals",
    "hooks": "Hooks",
    "messages": "Flash messages",
    "streaming": "Streaming",
    "config": "Configuration",
    "cli": "Command line",
    "tests": "Tests",
    "proxy": "Proxies and hosts",
    "server": "Servers",
    "extensions": "Extensions",
}
QUART = ("0.22", "0.23")
MARKS = ("<!-- the ten -->", "<!-- end of the ten -->")
Places = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Page:
    """A rule or a divergence with its texts, as the templates render it."""

    id: str
    title: str
    why: str
    note: Any
    flask: str
    quart: str
    places: tuple[str, ...]

    @property
    def is_rule(self) -> bool:
        return self.id.startswith("FQ")

    @property
    def anchor(self) -> str:
        return self.id.lower()

    @property
    def trigger(self) -> str:
        """The part of a divergence's title that names the API or the situation, before both behaviours."""
        return self.title.partition(": ")[0]

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
        """The results of both apps and the versions that show them; equal rows are merged."""
        bounds_of: dict[tuple[str, str], list[str]] = {}
        for observation in self.note.observations:
            bounds = (("Quart", observation.quart_version), ("Python", observation.python_version))
            words = ", ".join(f"{name} {bound}" for name, bound in bounds if bound)
            bounds_of.setdefault((observation.flask, observation.quart), []).append(words)
        return [(*pair, "" if "" in words else " or ".join(words)) for pair, words in bounds_of.items()]

    @property
    def remedied(self) -> str:
        """What the app with the remedy shows, in words."""
        if self.note.at_fault == "flask":
            return "Flask then shows what Quart shows"
        return "Quart then shows what Flask shows"

    @property
    def symptoms(self) -> list[str]:
        """How a divergence shows in a difference, a line for each symptom; equal lines are merged."""
        return list(dict.fromkeys(map(symptom_text, self.note.symptoms)))

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


def pages(places: Places) -> list[Page]:
    """Return a page for each note, the rules first.

    `places` maps a note's id to the places of the two apps where it shows.
    """
    listed = []
    for id, rule in all_rules().items():
        listed.append(Page(id, *texts()[id], rule, *rule.sources, tuple(places.get(id, ()))))
    for id, divergence in all_divergences().items():
        listed.append(
            Page(
                id,
                *texts()[id],
                divergence,
                trimmed(divergence.flask),
                trimmed(divergence.quart),
                tuple(places.get(id, ())),
            )
        )
    return listed


def trimmed(source: str) -> str:
    """Return an app's source dedented, with one line break at its end."""
    return dedent(source).strip("\n") + "\n"


def most_dangerous(pages: Iterable[Page]) -> list[Page]:
    """Return Quart's silent divergences, the most dangerous first."""
    return sorted(silent(pages, "quart"), key=lambda page: page.note.order)


def silent(pages: Iterable[Page], at_fault: Framework) -> list[Page]:
    """Return the silent divergences in which this framework is at fault."""
    divergences = [page for page in pages if not page.is_rule and page.note.at_fault == at_fault]
    return [page for page in divergences if page.note.severity == "silent"]


def counts(pages: Iterable[Page]) -> dict[tuple[str, str, str], int]:
    """Return how many divergences there are, by severity, cause and version of Quart."""
    divergences = [page for page in pages if not page.is_rule]
    return {
        (severity, cause, version): sum(
            (divergence.note.severity, divergence.note.cause) == (severity, cause) and divergence.shows_with(version)
            for divergence in divergences
        )
        for severity in SEVERITIES
        for cause in CAUSES
        for version in QUART
    }


def _points_text(points: Mapping[str, int]) -> str:
    """Return the points of a factor of the danger as text, such as "silent 3, loud 2"."""
    return ", ".join(f"{value} {number}" for value, number in points.items())


def rendered(template: str, **values: object) -> str:
    """Return a template of this package, filled in; raises `jinja2.UndefinedError` for a value that is missing."""
    loader = jinja2.PackageLoader("comparison.notes")
    strict = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(loader=loader, **strict)  # type: ignore[arg-type]  # noqa: S701  # it makes Markdown
    environment.filters["trimmed"] = trimmed
    return environment.get_template(template).render(**values)


def readme(places: Places) -> str:
    """Return the text of the notes' README.md."""
    every_page = pages(places)
    features = {title: [page for page in every_page if page.note.feature == name] for name, title in FEATURES.items()}
    return rendered(
        "README.md",
        worst=most_dangerous(every_page),
        still_flask=silent(every_page, "flask"),
        features={title: some for title, some in features.items() if some},
        of=lambda *names: [page for page in every_page if page.note.feature in names],
        counts=counts(every_page),
        points={factor: _points_text(values) for factor, values in POINTS.items()},
        tested=[verdict for verdict in all_verdicts() if verdict.outcome != "untested"],
        untested=[verdict for verdict in all_verdicts() if verdict.outcome == "untested"],
        severities=SEVERITIES,
        causes=CAUSES,
        versions=QUART,
    )


def ten(text: str, path: str, places: Places) -> str:
    """Replace the text between two marks with the ten most dangerous divergences; `path` leads to the notes.

    Each line has the trigger first, then the impact. The rest of `text` stays. Without the marks the list is appended.
    """
    before, _, rest = text.partition(f"{MARKS[0]}\n")
    _, _, after = rest.partition(MARKS[1])
    worst = most_dangerous(pages(places))[:10]
    lines = [
        f"{number}. **{page.trigger}**: {page.note.impact} [{page.id}]({path}#{page.anchor})"
        for number, page in enumerate(worst, 1)
    ]
    return before + "\n".join([MARKS[0], *lines, MARKS[1]]) + after


def one_page(id: str, places: Places) -> str:
    """Return a note as Markdown; raises KeyError when there is none of this id."""
    by_id = {page.id: page for page in pages(places)}
    return rendered("note.md", page=by_id[id])
