"""Modules and functions are short; tests/comparison/notes/test_catalogue.py says how many lines a note has."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 50
SOURCES = pytest.mark.parametrize("directory", ["comparison", "flask_app", "quart_app", "tests"])


def texts_of(directory):
    """Return the texts of a directory's modules by their paths."""
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / directory).rglob("*.py")}


@SOURCES
def test_module_has_at_most_250_lines(directory):
    sizes = {path: len(text.splitlines()) for path, text in texts_of(directory).items()}
    assert sizes
    assert {path: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}, "Split it by topic."


@pytest.mark.torture
@SOURCES
def test_function_has_at_most_50_lines(directory):
    sizes = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, text in texts_of(directory).items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert sizes
    assert {name: lines for name, lines in sizes.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}, "Split it."
