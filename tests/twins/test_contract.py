"""The twin contract (DESIGN.md): the apps differ in the framework, in what it makes wait, and nowhere else.

A mismatch is told as file:line, what the Flask app leads one to expect, and what stands in the Quart app.
"""

import ast
from pathlib import Path

import pytest

from .sources import (
    ALLOWED,
    FLASK,
    QUART,
    RENAME,
    Line,
    comments,
    compared,
    definitions,
    docstrings,
    erased,
    files_of,
    lines_of,
    outside_of_compat,
    renamed,
    told,
)


def test_both_apps_have_the_same_files():
    assert files_of(FLASK) == files_of(QUART)
    assert len(outside_of_compat()) > 10


@pytest.mark.parametrize("folder", ["templates", "static", "server"])
def test_templates_static_files_and_fixes_of_the_server_are_equal_to_the_byte(folder):
    names = files_of(FLASK / folder)
    assert names
    assert [
        name for name in names if (FLASK / folder / name).read_bytes() != (QUART / folder / name).read_bytes()
    ] == []


@pytest.mark.parametrize("path", outside_of_compat(), ids=str)
def test_file_has_as_many_lines_as_its_twin(path):
    counts = [len((package / path).read_text(encoding="utf-8").splitlines()) for package in (FLASK, QUART)]
    assert counts[0] == counts[1], path


@pytest.mark.parametrize("path", outside_of_compat(), ids=str)
def test_definitions_are_the_same_in_the_same_order_with_the_same_decorators(path):
    assert "\n".join(compared(path, without_async_words)) == ""


def without_async_words(path):
    return [
        (where, erased(name, set()), [erased(one, set()) for one in decorators])
        for where, name, decorators in definitions(path)
    ]


@pytest.mark.parametrize("path", outside_of_compat(), ids=str)
def test_comments_are_the_same(path):
    assert "\n".join(compared(path, comments)) == ""


@pytest.mark.parametrize("path", outside_of_compat(), ids=str)
def test_docstrings_are_the_same(path):
    assert "\n".join(compared(path, docstrings)) == ""


@pytest.mark.parametrize("path", outside_of_compat(), ids=str)
def test_line_differs_only_in_what_is_allowed(path):
    pairs = zip(lines_of(FLASK / path), lines_of(QUART / path), strict=True)
    found = [told(other, renamed(line.text), other.text) for line, other in pairs if not is_twin(line.text, other.text)]
    assert "\n".join(found) == ""


def is_twin(line, other):
    """Say whether a line of the Quart app is that of the Flask app, but for what is allowed."""
    return line == other or renamed(line) == other or renamed(line) == renamed(erased(other, set()))


def test_all_that_is_allowed_is_needed():
    used, names = set(), set()
    for path in outside_of_compat():
        for line, other in zip(lines_of(FLASK / path), lines_of(QUART / path), strict=True):
            if line.text != other.text:
                erased(other.text, used)
                names |= {word for word, _ in RENAME if word in line.text}
    assert set(ALLOWED) - used == set()
    assert {word for word, _ in RENAME} - names == set()


def test_what_is_not_allowed_is_told_with_its_place():
    line = Line(QUART / "login.py", 3, "x = await y()")
    assert is_twin("x = y()", "x = await y()")
    assert is_twin("from flask import Flask", "from quart import Quart")
    assert not is_twin("x = y()", "x = await z()")
    assert not is_twin("x = await y()", "x = y()")
    assert (
        told(line, "x = y()", line.text) == "quart_app/login.py:3\n    expected: x = y()\n    actual:   x = await y()"
    )


def compat_files():
    return [path for path in files_of(FLASK, "*.py") if path.parts[0] == "compat"]


def public_names(package, path):
    """Return the names of a file of compat/ that the features use, with their parameters; None for a missing one.

    What the files of compat/ are to each other is a side's own matter.
    """
    used = set()
    for other in [*outside_of_compat(), Path("compat/__init__.py")]:
        for node in ast.walk(ast.parse((package / other).read_text(encoding="utf-8"))):
            names = {alias.name for alias in getattr(node, "names", ()) if isinstance(node, ast.ImportFrom)}
            if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == path.stem:
                used |= names
            elif other == Path("compat/__init__.py") and path.stem in names:
                used.add("init_app")
    nodes = ast.parse((package / path).read_text(encoding="utf-8")).body
    functions = {node.name: node.args for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name: parameters_of(functions[name]) if name in functions else None for name in sorted(used)}


def parameters_of(args):
    return [one.arg for one in ast.walk(args) if isinstance(one, ast.arg)]


@pytest.mark.parametrize("path", [path for path in compat_files() if path.name != "__init__.py"], ids=str)
def test_file_of_compat_offers_the_same_on_both_sides(path):
    left, right = public_names(FLASK, path), public_names(QUART, path)
    assert left, f"{path}: nobody uses it"
    assert None not in left.values()
    assert left == right


@pytest.mark.parametrize("path", compat_files(), ids=str)
def test_file_of_compat_names_the_same_divergence_on_both_sides(path):
    trees = [ast.parse((package / path).read_text(encoding="utf-8")) for package in (FLASK, QUART)]
    first = [ast.get_docstring(tree).partition("\n")[0] for tree in trees]
    assert first[0] == first[1]


def test_order_in_which_compat_is_put_together_is_the_same():
    left, right = ((package / "compat/__init__.py").read_text(encoding="utf-8") for package in (FLASK, QUART))
    assert renamed(left) == right


def test_url_maps_are_equal(twins, settings):
    maps = []
    for twin in twins:
        app = twin.package.create_app(settings)
        maps.append({(rule.rule, tuple(sorted(rule.methods)), rule.endpoint) for rule in app.url_map.iter_rules()})
    assert maps[0] == maps[1]
    assert len(maps[0]) > 20


def test_there_are_comments_and_docstrings_to_compare():
    files = [FLASK / path for path in outside_of_compat()]
    assert sum(len(comments(path)) for path in files) > 0
    assert sum(text is not None for path in files for _, text in docstrings(path)) > 20
