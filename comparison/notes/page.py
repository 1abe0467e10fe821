"""The notes as pages: Markdown for a terminal and for the README, made from the notes themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent
from typing import Any

import jinja2

from .catalogue import all_divergences, all_rules, texts
from .divergence import CAUSES, SEVERITIES, Framework

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
    "server": "Servers",
}
QUART = ("0.22", "0.23")
MARKS = ("<!-- the ten -->", "<!-- end of the ten -->")
Places = Mapping[str, Iterable[str]]


@dataclass(frozen=True)
class Page:
    """A rule or a divergence, ready to be read."""

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
    def versions(self) -> str:
        """Say with which versions of Quart a divergence shows, and of Python where that matters."""
        found = [version for version in QUART if self.shows_with(version)]
        pythons = sorted({one.python_version for one in self.note.observations if one.python_version})
        return " and ".join(found) + (f", Python {', '.join(pythons)}" if pythons else "")

    @property
    def results(self) -> list[tuple[str, str, str]]:
        """What either app shows, and with which versions; equal ones once."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in self.note.observations:
            bounds = (("Quart", one.quart_version), ("Python", one.python_version))
            words = ", ".join(f"{name} {bound}" for name, bound in bounds if bound)
            found.setdefault((one.flask, one.quart), []).append(words)
        return [(*pair, "" if "" in words else " or ".join(words)) for pair, words in found.items()]

    @property
    def link(self) -> str:
        """The address of the upstream issue."""
        repository, _, number = (self.note.upstream or "").partition("#")
        return f"https://github.com/{repository}/issues/{number}"

    def shows_with(self, version: str) -> bool:
        return any(
            one.holds(target, f"{version}.99", python)
            for one in self.note.observations
            for target in one.targets
            for python in ("3.11.9", "3.13.9")
        )


def pages(places: Places) -> list[Page]:
    """Return a page for each note; `places` says by id where a note shows in the two apps."""
    found = []
    for id, rule in all_rules().items():
        found.append(Page(id, *texts()[id], rule, *rule.sources, tuple(places.get(id, ()))))
    for id, one in all_divergences().items():
        found.append(Page(id, *texts()[id], one, trimmed(one.flask), trimmed(one.quart), tuple(places.get(id, ()))))
    return found


def trimmed(source: str) -> str:
    """Return an app's source as a file has it."""
    return dedent(source).strip("\n") + "\n"


def most_dangerous(found: Iterable[Page]) -> list[Page]:
    """Return the divergences that hurt without an error who has migrated, the worst first."""
    return sorted(silent(found, "quart"), key=lambda page: page.note.danger)


def silent(found: Iterable[Page], at_fault: Framework) -> list[Page]:
    """Return the silent divergences in which this framework is at fault."""
    divergences = [page for page in found if not page.is_rule and page.note.at_fault == at_fault]
    return [page for page in divergences if page.note.severity == "silent"]


def counts(found: Iterable[Page]) -> dict[tuple[str, str, str], int]:
    """Return how many divergences there are, by severity, cause and version of Quart."""
    divergences = [page for page in found if not page.is_rule]
    return {
        (severity, cause, version): sum(
            (one.note.severity, one.note.cause) == (severity, cause) and one.shows_with(version) for one in divergences
        )
        for severity in SEVERITIES
        for cause in CAUSES
        for version in QUART
    }


def rendered(template: str, **values: object) -> str:
    """Return a template of this package, filled in."""
    loader = jinja2.PackageLoader("comparison.notes")
    strict = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = jinja2.Environment(loader=loader, **strict)  # type: ignore[arg-type]  # noqa: S701  # it makes Markdown
    environment.filters["trimmed"] = trimmed
    return environment.get_template(template).render(**values)


def readme(places: Places) -> str:
    """Return the text of README.md."""
    found = pages(places)
    features = {title: [page for page in found if page.note.feature == name] for name, title in FEATURES.items()}
    return rendered(
        "README.md",
        worst=most_dangerous(found),
        still_flask=silent(found, "flask"),
        features={title: some for title, some in features.items() if some},
        of=lambda *names: [page for page in found if page.note.feature in names],
        counts=counts(found),
        severities=SEVERITIES,
        causes=CAUSES,
        versions=QUART,
    )


def ten(text: str, path: str, places: Places) -> str:
    """Return a text with the ten most dangerous divergences between its two marks; `path` leads to README.md."""
    before, _, rest = text.partition(f"{MARKS[0]}\n")
    _, _, after = rest.partition(MARKS[1])
    worst = most_dangerous(pages(places))[:10]
    lines = [f"{number}. {page.note.impact} [{page.id}]({path}#{page.anchor})" for number, page in enumerate(worst, 1)]
    return before + "\n".join([MARKS[0], *lines, MARKS[1]]) + after


def one_page(id: str, places: Places) -> str:
    """Return a note as Markdown; raises KeyError when there is none of this id."""
    by_id = {page.id: page for page in pages(places)}
    return rendered("note.md", page=by_id[id])
