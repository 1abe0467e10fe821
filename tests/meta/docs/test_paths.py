"""Files and directories in the pages, and the drawings of architecture.md."""

import re

import pytest

from .pages import DOCS, ROOT, WRITTEN, Page

# The tests of a user's own pair.
USERS = {"tests/pair"}


@pytest.mark.parametrize("page", WRITTEN, ids=str)
def test_every_path_exists(page):
    paths = {
        code for code in page.inline_code if re.match(r"(tests|comparison|flask_app|quart_app|\.github)/[\w./]*$", code)
    }
    assert {path for path in paths if not (ROOT / path).exists()} - USERS == set()


def paths_in_drawing():
    """Yield each path of the drawing in architecture.md: what is indented is inside what stands above it."""
    (drawing,) = Page(DOCS / "architecture.md").blocks("text")
    parents = {}
    for line in drawing.splitlines():
        indent = len(line) - len(line.lstrip())
        names = re.findall(r"[\w.]+(?:/|\.py)", re.split(r"(?<=\S) {3,}", line.lstrip())[0])
        inside = max((level for level in parents if level < indent), default=None)
        parents = {level: paths for level, paths in parents.items() if level < indent}
        parents[indent] = [
            f"{parent}{name}" for parent in ([""] if inside is None else parents[inside]) for name in names
        ]
        yield from parents[indent]


def test_every_path_of_the_drawing_exists():
    paths = list(paths_in_drawing())
    assert len(paths) > 40
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_directory_of_the_tool_is_drawn():
    kept = [path for path in (ROOT / "comparison").iterdir() if path.name not in ("__pycache__", "__init__.py")]
    names = {f"comparison/{path.name}{'/' if path.is_dir() else ''}" for path in kept}
    assert names - set(paths_in_drawing()) == {"comparison/__main__.py", "comparison/py.typed"}


def test_every_layer_exists_and_imports_only_what_is_drawn_below_it():
    (drawing,) = Page(DOCS / "architecture.md").blocks("mermaid")
    arrows = re.findall(r"(\w+) --> (\w+)", drawing)
    below = {name: set() for arrow in arrows for name in arrow}
    for _ in below:
        for upper, lower in arrows:
            below[upper] |= {lower} | below[lower]
    for layer, allowed in below.items():
        directory, file = ROOT / "comparison" / layer, ROOT / "comparison" / f"{layer}.py"
        assert directory.is_dir() != file.is_file()
        for path in [file] if file.is_file() else directory.rglob("*.py"):
            dots = r"\." * len(path.relative_to(ROOT / "comparison").parts)
            imported = set(re.findall(rf"^\s*from {dots}(\w+)", path.read_text("utf-8"), re.MULTILINE))
            assert imported & below.keys() <= allowed, path
