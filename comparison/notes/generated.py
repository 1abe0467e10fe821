"""The generated pages of the notes: an index, a page for each feature, and one of the silent divergences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..values.severity import HARMS, SEVERITIES
from .divergence import CAUSES, POINTS, Framework
from .extension_rows import extension_rows
from .feature import FEATURES, Feature
from .note_links import linked
from .page import QUART, Page, note_text, rendered

INDEX = "README.md"
MARKS = ("<!-- the ten -->", "<!-- end of the ten -->")


@dataclass(frozen=True)
class FeatureNotes:
    """The notes on a page, in their order, and those on other pages that concern its feature too."""

    rules: tuple[Page, ...]
    divergences: tuple[Page, ...]
    related: tuple[Page, ...]


def notes_of(feature: Feature, every_page: Iterable[Page]) -> FeatureNotes:
    """Return the notes of a feature: rules by id, divergences by harm."""
    ordered = sorted(every_page, key=lambda page: page.order)
    own = [page for page in ordered if page.feature == feature]
    rules, divergences = (tuple(page for page in own if page.is_rule == is_rule) for is_rule in (True, False))
    return FeatureNotes(rules, divergences, tuple(page for page in ordered if feature in page.note.also))


def generated_pages(every_page: Sequence[Page]) -> dict[str, str]:
    """Return the text of each generated page by its name."""
    files = {page.id: page.file for page in every_page}
    texts = {INDEX: _index(every_page), "silent.md": _silent(every_page)}
    texts |= {f"{feature}.md": _feature_page(feature, every_page) for feature in FEATURES}
    return {file: linked(text, files, file).rstrip() + "\n" for file, text in texts.items()}


def _index(every_page: Sequence[Page]) -> str:
    of = {feature: notes_of(feature, every_page) for feature in FEATURES}
    return rendered(
        INDEX,
        worst=most_dangerous(every_page),
        features=FEATURES,
        of=of,
        concerning=lambda feature: [*of[feature].divergences, *of[feature].related],
        counts=counts(every_page),
        severities=SEVERITIES,
        harms=HARMS,
        causes=CAUSES,
        versions=QUART,
    )


def _silent(every_page: Sequence[Page]) -> str:
    return rendered(
        "silent.md",
        worst=most_dangerous(every_page),
        still_flask=silent(every_page, "flask"),
        points={factor: _points_text(values) for factor, values in POINTS.items()},
    )


def _points_text(points: Mapping[str, int]) -> str:
    """Return the points of a factor of the danger as text, such as "silent 3, loud 2"."""
    return ", ".join(f"{value} {number}" for value, number in points.items())


def _feature_page(feature: Feature, every_page: Sequence[Page]) -> str:
    notes = notes_of(feature, every_page)
    return rendered(
        "feature.md",
        feature=feature,
        texts=FEATURES[feature],
        titles={name: texts.title for name, texts in FEATURES.items()},
        rules=notes.rules,
        divergences=notes.divergences,
        related=notes.related,
        note=lambda page: note_text(page, level=3),
        extensions=extension_rows(),
    )


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


def ten(text: str, directory: str, every_page: Iterable[Page]) -> str:
    """Replace the text between two marks with the ten most dangerous divergences; `directory` has the pages.

    Each line has the trigger first, then the impact. The rest of `text` stays. Without the marks the list is appended.
    """
    before, _, rest = text.partition(f"{MARKS[0]}\n")
    _, _, after = rest.partition(MARKS[1])
    worst = most_dangerous(every_page)[:10]
    lines = [
        f"{number}. **{page.trigger}**: {page.note.impact} [{page.id}]({directory}/{page.file}#{page.anchor})"
        for number, page in enumerate(worst, 1)
    ]
    return before + "\n".join([MARKS[0], *lines, MARKS[1]]) + after
