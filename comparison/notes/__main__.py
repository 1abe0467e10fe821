"""`python -m comparison.notes`: write README.md anew, where the pair is that it speaks of."""

from pathlib import Path

from ..settings import read_settings
from .page import readme
from .places import places_of

TARGET = Path(__file__).parent / "README.md"


def main() -> None:
    """Write the file."""
    settings = read_settings(Path.cwd())
    TARGET.write_text(readme(places_of(settings) if settings else {}), encoding="utf-8")


if __name__ == "__main__":
    main()
