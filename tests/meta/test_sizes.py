"""A module has at most 250 lines; tests/comparison/notes/test_catalogue.py says how many a note has."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 250


@pytest.mark.parametrize("directory", ["comparison", "flask_app", "quart_app", "tests"])
def test_module_has_at_most_250_lines(directory):
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in sorted((ROOT / directory).rglob("*.py"))
    }
    assert sizes
    assert {path: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}, "Split it by topic."
