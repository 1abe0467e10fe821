"""`python -m comparison.notes`: generate the pages of the notes and the project's list of ten divergences."""

from pathlib import Path

from ..settings import read_settings
from .generated import generated_pages, ten
from .page import pages
from .places import places_of, reasons_of

TARGET = Path(__file__).parent
PROJECT = TARGET.parents[1]


def texts() -> dict[Path, str]:
    """Return the expected text of each generated file."""
    settings = read_settings(PROJECT)
    every_page = pages(places_of(settings, reasons_of(settings)) if settings else {})
    own = PROJECT / "README.md"
    project_text = ten(own.read_text(encoding="utf-8"), str(TARGET.relative_to(PROJECT)), every_page)
    return {own: project_text} | {TARGET / name: text for name, text in generated_pages(every_page).items()}


def main() -> None:
    """Write the files, and remove pages that are no longer generated."""
    expected = texts()
    for path in set(TARGET.glob("*.md")) - expected.keys():
        path.unlink()
    for path, text in expected.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
