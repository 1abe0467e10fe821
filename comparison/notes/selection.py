"""Select notes by harm, severity, version and text."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..values.severity import Harm, Severity
from .catalogue import titles
from .feature import FEATURES
from .page import QUART, Page

# Versions of Quart with which a divergence can be new.
LATER_VERSIONS = QUART[1:]


@dataclass(frozen=True)
class Selection:
    """What a note must be, to be listed; one without a value allows every note. A rule has no harm and no severity."""

    harm: Harm | None = None
    severity: Severity | None = None
    since: str | None = None
    search: str = ""

    def __bool__(self) -> bool:
        return bool(self.harm or self.severity or self.since or self.search)

    def allows(self, page: Page) -> bool:
        """Return whether a note is as selected. `since` means that it shows with this version and not with the last."""
        if page.is_rule and (self.harm or self.severity or self.since):
            return False
        return (
            (not self.harm or page.note.harm == self.harm)
            and (not self.severity or page.note.severity == self.severity)
            and (not self.since or _is_new(page, self.since))
            and self.search.lower() in _searchable(page).lower()
        )


def _is_new(page: Page, version: str) -> bool:
    """Return whether a divergence shows with a version, and not with the version before."""
    previous = QUART[QUART.index(version) - 1]
    return page.shows_with(version) and not page.shows_with(previous)


def _searchable(page: Page) -> str:
    """Return all texts and sources of a note."""
    names = ("symptom",) if page.is_rule else ("affects", "impact", "remedy", "with_remedy")
    texts = (getattr(page.note, name) or "" for name in names)
    return "\n".join([page.id, page.title, page.why, page.flask, page.quart, *texts])


def nearest_names(name: str) -> list[str]:
    """Return the ids and features whose spelling is nearest to a name, at most three."""
    known: Iterable[str] = [*FEATURES, *(id.lower() for id in titles())]
    return [match.upper() if match[-1].isdigit() else match for match in get_close_matches(name.lower(), known)]
