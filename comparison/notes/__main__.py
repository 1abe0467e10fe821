"""`python -m comparison.notes`: write README.md anew, and the ten most dangerous into the project's own."""

from pathlib import Path

from ..settings import read_settings
from .page import readme, ten
from .places import places_of

TARGET = Path(__file__).parent / "README.md"
PROJECT = TARGET.parents[2]


def texts() -> dict[Path, str]:
    """Return what the generated files are to say."""
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
