"""`python -m comparison.notes`: generate the notes' README.md and the project's list of ten divergences."""

from pathlib import Path

from ..settings import read_settings
from .page import readme, ten
from .places import places_of

TARGET = Path(__file__).parent / "README.md"
PROJECT = TARGET.parents[2]


def texts() -> dict[Path, str]:
    """Return the expected text of each generated file."""
    settings = read_settings(PROJECT)
    places = places_of(settings) if settings else {}
    own = PROJECT / "README.md"
    path = str(TARGET.relative_to(PROJECT))
    return {TARGET: readme(places), own: ten(own.read_text(encoding="utf-8"), path, places)}


def main() -> None:
    """Write the files."""
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
